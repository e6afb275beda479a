//! [`Selection`]: the part of a listing that `--columns`, `--sort-by` and `--limit` ask for.

use crate::cli::{CommandError, Exit, Format, OutputSettings};

use super::{Cell, Column, Listing};

/// Rows and columns of a listing, chosen and in order.
pub struct Selection<'a> {
    columns: Vec<usize>,
    rows: Vec<usize>,
    listing: &'a Listing,
    /// The user named the columns.
    named: bool,
}

impl<'a> Selection<'a> {
    /// What the settings ask of `listing`; a column that it does not have is a usage error.
    pub fn of(listing: &'a Listing, settings: &OutputSettings) -> Result<Self, CommandError> {
        let columns = columns(listing, settings)?;
        let mut rows: Vec<usize> = (0..listing.rows.len()).collect();
        if let Some(sort_by) = &settings.sort_by {
            let (name, descending) = match sort_by.strip_prefix('-') {
                Some(name) => (name, true),
                None => (sort_by.as_str(), false),
            };
            let by = find(listing, name, "--sort-by")?;
            rows.sort_by(|&a, &b| order(&listing.rows[a][by], &listing.rows[b][by], descending));
        }
        rows.truncate(settings.limit.unwrap_or(usize::MAX));
        Ok(Self {
            columns,
            rows,
            listing,
            named: !settings.columns.is_empty(),
        })
    }

    /// The listing as it is, in table form: for tables within reports.
    pub fn plain(listing: &'a Listing, wide: bool) -> Self {
        let columns = shown(listing, wide);
        let rows = (0..listing.rows.len()).collect();
        Self {
            columns,
            rows,
            listing,
            named: false,
        }
    }

    /// Whether the user named the columns: then each is shown.
    pub fn is_named(&self) -> bool {
        self.named
    }

    /// The chosen columns.
    pub fn columns(&self) -> impl Iterator<Item = &'a Column> + '_ {
        self.columns.iter().map(|&i| &self.listing.columns[i])
    }

    /// The chosen rows, each with its cells in order of the chosen columns.
    pub fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = &'a Cell> + '_> + '_ {
        let cells = move |&row: &usize| {
            let cell = move |&column: &usize| &self.listing.rows[row][column];
            self.columns.iter().map(cell)
        };
        self.rows.iter().map(cells)
    }

    /// Number of chosen rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many rows `--limit` left out.
    pub fn left_out(&self) -> usize {
        self.listing.rows.len() - self.rows.len()
    }

    /// The first cell of each chosen row, whatever the chosen columns.
    pub fn names(&self) -> impl Iterator<Item = &'a Cell> + '_ {
        self.rows
            .iter()
            .filter_map(|&row| self.listing.rows[row].first())
    }
}

fn columns(listing: &Listing, settings: &OutputSettings) -> Result<Vec<usize>, CommandError> {
    if settings.columns.is_empty() {
        return Ok(shown(listing, settings.format != Format::Table));
    }
    let wanted = settings.columns.iter();
    wanted
        .map(|name| find(listing, name, "--columns"))
        .collect()
}

fn shown(listing: &Listing, wide: bool) -> Vec<usize> {
    let all = 0..listing.columns.len();
    all.filter(|&i| wide || !listing.columns[i].wide).collect()
}

fn order(a: &Cell, b: &Cell, descending: bool) -> std::cmp::Ordering {
    // What is unknown comes last, whichever way the rest is sorted.
    match (a, b) {
        (Cell::Unknown, _) | (_, Cell::Unknown) => a.order(b),
        _ if descending => b.order(a),
        _ => a.order(b),
    }
}

fn find(listing: &Listing, name: &str, flag: &str) -> Result<usize, CommandError> {
    if let Some(at) = listing
        .columns
        .iter()
        .position(|column| column.name == name)
    {
        return Ok(at);
    }
    let names: Vec<&str> = listing.columns.iter().map(|column| column.name).collect();
    let error = CommandError::new(
        Exit::Usage,
        "unknown_column",
        format!("there is no column `{name}` (from {flag})"),
    )
    .detail("columns", names.join(", "));
    Err(match crate::cli::did_you_mean(name, names) {
        Some(near) => error.next(format!("did you mean `{near}`?")),
        None => error.next("take names from the columns above: those of -o json"),
    })
}
