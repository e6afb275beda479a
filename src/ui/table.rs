//! Listings as tables: bare columns in a pipe, cut to the width on a terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, Cell as TableCell, CellAlignment, LineStyle, Table};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Zone;
use super::selection::Selection;

/// No column of text is cut shorter than this.
const CUT_WIDTH_MIN: usize = 12;
/// Spaces between two columns.
const GAP: u16 = 2;

/// How tables look at this place.
#[derive(Clone, Debug)]
pub struct TableStyle {
    /// Columns of the terminal; `None` in a pipe, where nothing is cut.
    pub width: Option<usize>,
    /// Heads are bold.
    pub color: bool,
    /// Heads are shown.
    pub headers: bool,
    /// For times.
    pub zone: Zone,
}

/// The table with a line end after each row; empty when there are no rows.
pub fn render(selection: &Selection, style: &TableStyle) -> String {
    if selection.len() == 0 {
        return String::new();
    }
    let titles: Vec<String> = selection.columns().map(|c| c.title.to_owned()).collect();
    let mut right = vec![false; titles.len()];
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(selection.len());
    for row in selection.rows() {
        let mut texts = Vec::with_capacity(titles.len());
        for (i, cell) in row.enumerate() {
            right[i] |= cell.is_number();
            texts.push(cell.text(&style.zone));
        }
        rows.push(texts);
    }
    if let Some(width) = style.width {
        cut(&titles, &mut rows, &right, width);
    }
    let mut table = Table::new();
    table.force_no_tty().load_style(NOTHING);
    if style.color {
        table.enforce_styling();
    }
    let ruled = style.headers && style.width.is_some();
    if style.headers {
        let head = titles.iter().map(|title| {
            let cell = TableCell::new(title);
            if style.color {
                cell.add_attribute(Attribute::Bold)
            } else {
                cell
            }
        });
        table.set_header(head.collect::<Vec<_>>());
        if ruled {
            let line = NOTHING.header_separator(LineStyle::none().fill('─').junction('─'));
            table.load_style(line);
        }
    }
    table.add_rows(rows);
    // The rule under the heads takes a space between two columns of its own.
    let gap = GAP - u16::from(ruled);
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if i + 1 < right.len() { gap } else { 0 }));
        if right[i] {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = table.trim_fmt();
    text.push('\n');
    text
}

/// Cuts the widest columns of text until the table fits; numbers are never cut, and the first column
/// of text, which names the row, only when nothing else is left to cut.
fn cut(titles: &[String], rows: &mut [Vec<String>], right: &[bool], width: usize) {
    let mut widths: Vec<usize> = titles.iter().map(|title| title.width()).collect();
    for row in rows.iter() {
        for (i, text) in row.iter().enumerate() {
            widths[i] = widths[i].max(text.width());
        }
    }
    let name = right.iter().position(|right| !right);
    let gaps = usize::from(GAP) * titles.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let floor = |i: usize| CUT_WIDTH_MIN.max(titles[i].width());
        let cuttable = (0..widths.len()).filter(|&i| !right[i] && widths[i] > floor(i));
        let Some(widest) = cuttable.max_by_key(|&i| (name != Some(i), widths[i])) else {
            break;
        };
        widths[widest] -= 1;
    }
    for row in rows {
        for (i, text) in row.iter_mut().enumerate() {
            if text.width() > widths[i] {
                *text = if name == Some(i) {
                    shorten_middle(text, widths[i])
                } else {
                    shorten(text, widths[i])
                };
            }
        }
    }
}

/// Start and end of `text` around `…`, together at most `width` columns. Names of one listing tend to
/// begin alike, so the end gets two thirds.
fn shorten_middle(text: &str, width: usize) -> String {
    let start = shorten(text, width / 3);
    let left = width.saturating_sub(start.width());
    let mut used = 0;
    let end = text.chars().rev().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= left
    });
    let end: Vec<char> = end.collect();
    start + &end.into_iter().rev().collect::<String>()
}

/// The start of `text` and `…`, together at most `width` columns.
fn shorten(text: &str, width: usize) -> String {
    let mut used = 1;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use crate::ui::{Cell, Column, Listing};

    use super::*;

    fn narrow(width: usize, color: bool) -> String {
        let row = |text: &str| vec![Cell::Text(text.to_owned()), Cell::Count(1_234_567)];
        let listing = Listing {
            kind: "x",
            columns: vec![Column::new("text", "TEXT"), Column::new("count", "COUNT")],
            rows: vec![
                row("short"),
                row("a long text of many words"),
                row("漢字漢字漢字漢字漢字"),
            ],
            empty: "",
            notes: Vec::new(),
            warnings: Vec::new(),
        };
        let zone = Zone::new(Some("UTC".to_owned()));
        let style = TableStyle {
            width: Some(width),
            color,
            headers: true,
            zone,
        };
        render(&Selection::plain(&listing, false), &style)
    }

    #[test]
    fn a_terminal_cuts_text_but_never_numbers() {
        insta::assert_snapshot!(narrow(26, false), @r"
        TEXT                 COUNT
        ──────────────────────────
        short            1,234,567
        a lo…many words  1,234,567
        漢字…字漢字漢字  1,234,567
        ");
        assert!(
            narrow(5, false).contains("1,234,567"),
            "too narrow is no reason to cut a number"
        );
    }

    #[test]
    fn what_names_a_row_is_cut_last_and_keeps_its_end() {
        let row = |name: &str| {
            let why = "a reason that may be cut before the name is";
            vec![Cell::Text(name.to_owned()), Cell::Text(why.to_owned())]
        };
        let listing = Listing {
            kind: "x",
            columns: vec![Column::new("segment", "SEGMENT"), Column::new("why", "WHY")],
            rows: vec![row("prefix:tenant/aurora/"), row("prefix:tenant/harbor/")],
            empty: "",
            notes: Vec::new(),
            warnings: Vec::new(),
        };
        let at = |width| {
            let style = TableStyle {
                width: Some(width),
                color: false,
                headers: false,
                zone: Zone::new(Some("UTC".to_owned())),
            };
            render(&Selection::plain(&listing, false), &style)
        };
        insta::assert_snapshot!(at(40), @r"
        prefix:tenant/aurora/  a reason that ma…
        prefix:tenant/harbor/  a reason that ma…
        ");
        insta::assert_snapshot!(at(26), @r"
        pre…/aurora/  a reason th…
        pre…/harbor/  a reason th…
        ");
    }

    #[test]
    fn colour_is_only_where_it_is_wanted() {
        assert!(!narrow(80, false).contains('\x1b'));
        assert!(narrow(80, true).contains("\x1b[1m"));
    }
}
