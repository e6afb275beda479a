//! The few colours there are. They never carry meaning alone.

/// Bold red.
pub fn error(color: bool, text: &str) -> String {
    paint(color, "1;31", text)
}

/// Bold yellow.
pub fn warning(color: bool, text: &str) -> String {
    paint(color, "1;33", text)
}

/// Bold cyan.
pub fn hint(color: bool, text: &str) -> String {
    paint(color, "1;36", text)
}

/// Bold.
pub fn title(color: bool, text: &str) -> String {
    paint(color, "1", text)
}

fn paint(color: bool, code: &str, text: &str) -> String {
    if color {
        format!("\x1b[{code}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}
