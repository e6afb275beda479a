//! Listings as tables: bare columns in a pipe, made to fit on a terminal.
//!
//! One rule fits them: texts are cut first, then spare columns are left out and named below, last the
//! name of the row is cut. What is left may still be wider than a very narrow terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, Cell as TableCell, CellAlignment, LineStyle, Table};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::selection::Selection;
use super::{Cell, Column, Zone};

/// No column of text is cut shorter than this.
const CUT_WIDTH_MIN: usize = 12;
/// Columns are left out before what names the row is cut shorter than this.
const NAME_WIDTH_KEPT: usize = 24;
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

/// The table with a line end after each row; empty when there are no rows. Names the columns that
/// found no room.
pub fn render(selection: &Selection, style: &TableStyle) -> String {
    if selection.len() == 0 {
        return String::new();
    }
    let mut table = Text::of(selection, &style.zone);
    let mut left_out = Vec::new();
    if let Some(width) = style.width {
        left_out = table.leave_out(width);
        table.cut(width);
    }
    let mut text = table.draw(style);
    if style.headers && !left_out.is_empty() {
        text.extend(["no room for ", &left_out.join(", "), ": see -o wide\n"]);
    }
    text
}

/// A table's cells as they will be shown, by columns.
struct Text {
    columns: Vec<TextColumn>,
    rows: usize,
}

struct TextColumn {
    title: &'static str,
    cells: Vec<String>,
    width: usize,
    /// The narrowest it may be cut to.
    least: usize,
    /// Drawn at the right edge.
    right: bool,
    /// The first with text: it names the row.
    name: bool,
    /// May be left out.
    spare: bool,
}

impl TextColumn {
    fn push(&mut self, cell: &Cell, zone: &Zone) {
        let text = cell.text(zone);
        let width = text.width();
        let cut = if cell.is_whole() {
            width
        } else {
            CUT_WIDTH_MIN
        };
        let least = width.min(cut);
        self.width = self.width.max(width);
        self.least = self.least.max(least);
        self.right |= cell.is_number();
        self.cells.push(text);
    }

    /// The narrowest it may be cut to while there are columns to leave out.
    fn comfort(&self) -> usize {
        if self.name {
            self.least.max(self.width.min(NAME_WIDTH_KEPT))
        } else {
            self.least
        }
    }
}

impl Text {
    fn of(selection: &Selection, zone: &Zone) -> Self {
        let column = |column: &Column| TextColumn {
            title: column.title,
            cells: Vec::with_capacity(selection.len()),
            width: column.title.width(),
            least: column.title.width(),
            right: false,
            name: false,
            spare: column.spare && !selection.is_named(),
        };
        let mut columns: Vec<TextColumn> = selection.columns().map(column).collect();
        for row in selection.rows() {
            for (column, cell) in columns.iter_mut().zip(row) {
                column.push(cell, zone);
            }
        }
        if let Some(name) = columns.iter_mut().find(|column| !column.right) {
            name.name = true;
        }
        let rows = selection.len();
        Self { columns, rows }
    }

    /// Leaves spare columns out until the others have room and the row's name need not be cut short:
    /// the last first, then those stay after all that still fit. Gives the titles of the others.
    fn leave_out(&mut self, width: usize) -> Vec<&'static str> {
        let columns = &self.columns;
        let fits = |shown: &[bool]| {
            let shown = columns.iter().zip(shown).filter(|(_, shown)| **shown);
            width_of(shown.map(|(column, _)| column.comfort())) <= width
        };
        let mut shown = vec![true; columns.len()];
        while !fits(&shown) {
            let is_next = |i: &usize| shown[*i] && columns[*i].spare;
            let Some(last) = (0..columns.len()).rev().find(is_next) else {
                break;
            };
            shown[last] = false;
        }
        for i in 0..columns.len() {
            if !shown[i] {
                shown[i] = true;
                shown[i] = fits(&shown);
            }
        }
        let mut left_out = Vec::new();
        let mut shown = shown.into_iter();
        self.columns.retain(|column| {
            let stays = shown.next().unwrap_or(true);
            if !stays {
                left_out.push(column.title);
            }
            stays
        });
        left_out
    }

    /// Cuts the widest columns of text until the table fits; numbers and times are never cut, and the
    /// column that names the row only when nothing else is left to cut.
    fn cut(&mut self, width: usize) {
        while width_of(self.columns.iter().map(|column| column.width)) > width {
            let columns = self.columns.iter_mut();
            let cuttable = columns.filter(|column| column.width > column.least);
            let Some(widest) = cuttable.max_by_key(|column| (!column.name, column.width)) else {
                break;
            };
            widest.width -= 1;
        }
        for column in &mut self.columns {
            let (width, name) = (column.width, column.name);
            let long = column.cells.iter_mut().filter(|text| text.width() > width);
            for text in long {
                *text = if name {
                    shorten_middle(text, width)
                } else {
                    shorten(text, width)
                };
            }
        }
    }

    fn draw(&self, style: &TableStyle) -> String {
        let mut table = Table::new();
        table.force_no_tty().load_style(NOTHING);
        if style.color {
            table.enforce_styling();
        }
        let ruled = style.headers && style.width.is_some();
        if style.headers {
            let head = self.columns.iter().map(|column| {
                let cell = TableCell::new(column.title);
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
        for row in 0..self.rows {
            table.add_row(self.columns.iter().map(|column| &column.cells[row]));
        }
        // The rule under the heads takes a space between two columns of its own.
        let gap = GAP - u16::from(ruled);
        for (i, column) in table.column_iter_mut().enumerate() {
            let last = i + 1 == self.columns.len();
            column.set_padding((0, if last { 0 } else { gap }));
            if self.columns[i].right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let mut text = table.trim_fmt();
        text.push('\n');
        text
    }
}

/// Of a table with columns of these widths.
fn width_of(columns: impl Iterator<Item = usize>) -> usize {
    let with_gaps: usize = columns.map(|width| width + usize::from(GAP)).sum();
    with_gaps.saturating_sub(GAP.into())
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
    use crate::cli::OutputSettings;
    use crate::ui::Listing;

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
    fn a_narrow_terminal_does_without_spare_columns_and_says_so() {
        let listing = Listing {
            kind: "x",
            columns: vec![
                Column::new("segment", "SEGMENT"),
                Column::spare("taken_at", "TAKEN"),
                Column::new("count", "COUNT"),
                Column::spare("more", "MORE"),
            ],
            rows: vec![vec![
                Cell::Text("prefix:tenant/aurora/".to_owned()),
                Cell::Time(0),
                Cell::Count(1_234_567),
                Cell::Count(1),
            ]],
            empty: "",
            notes: Vec::new(),
            warnings: Vec::new(),
        };
        let at = |width, columns: &[&str]| {
            let style = TableStyle {
                width: Some(width),
                color: false,
                headers: true,
                zone: Zone::new(Some("UTC".to_owned())),
            };
            let settings = OutputSettings {
                columns: columns.iter().map(|&name| name.to_owned()).collect(),
                ..OutputSettings::default()
            };
            render(&Selection::of(&listing, &settings).unwrap(), &style)
        };
        insta::assert_snapshot!(at(68, &[]), @r"
        SEGMENT                TAKEN                          COUNT  MORE
        ─────────────────────────────────────────────────────────────────
        prefix:tenant/aurora/  1970-01-01 00:00:00+00:00  1,234,567     1
        ");
        insta::assert_snapshot!(at(60, &[]), @r"
        SEGMENT                TAKEN                          COUNT
        ───────────────────────────────────────────────────────────
        prefix:tenant/aurora/  1970-01-01 00:00:00+00:00  1,234,567
        no room for MORE: see -o wide
        ");
        insta::assert_snapshot!(at(40, &[]), @r"
        SEGMENT                    COUNT  MORE
        ──────────────────────────────────────
        prefix:tenant/aurora/  1,234,567     1
        no room for TAKEN: see -o wide
        ");
        insta::assert_snapshot!(at(40, &["taken_at", "count", "more"]), @r"
        TAKEN                          COUNT  MORE
        ──────────────────────────────────────────
        1970-01-01 00:00:00+00:00  1,234,567     1
        ");
    }

    #[test]
    fn colour_is_only_where_it_is_wanted() {
        assert!(!narrow(80, false).contains('\x1b'));
        assert!(narrow(80, true).contains("\x1b[1m"));
    }
}
