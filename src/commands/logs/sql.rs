//! `shardctl logs sql`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Dialect {
    /// `DuckDB`, reading files or s3://
    Duckdb,
    /// Apache Spark, reading a folder or s3a://
    Spark,
    /// Trino, reading a table of lines
    Trino,
}

impl Dialect {
    /// The query, with `{from}`, `{to}` and `{requester}` open.
    fn template(self) -> &'static str {
        match self {
            Self::Duckdb => include_str!("sql/duckdb.sql"),
            Self::Spark => include_str!("sql/spark.sql"),
            Self::Trino => include_str!("sql/trino.sql"),
        }
    }

    fn default_from(self) -> &'static str {
        match self {
            Self::Duckdb => "access-logs/*",
            Self::Spark => "access-logs/",
            Self::Trino => "s3_access_log_lines",
        }
    }

    fn default_to(self) -> &'static str {
        match self {
            Self::Duckdb => "aggregates.csv.zst",
            Self::Spark | Self::Trino => "aggregates/",
        }
    }

    /// A place to read from, as this dialect names one.
    fn source(self, from: &str) -> String {
        match self {
            Self::Duckdb => text(from),
            Self::Spark => format!("`{}`", from.replace('`', "``")),
            Self::Trino => from.to_owned(),
        }
    }
}

/// Print the query that makes aggregates of raw logs
///
/// Terabytes of S3 server access logs are better reduced where they lie. The query counts demand by
/// object and hour, by the same rules as `logs ingest`, and writes the columns of `logs export`, but
/// with the bucket, and with the requester's address where the log names no region. It sees no
/// sessions, and it is laxer than shardctl about damaged lines.
#[derive(Debug, clap::Args)]
pub struct LogsSqlArgs {
    /// Whose SQL to print
    #[arg(long, value_enum)]
    dialect: Dialect,
    /// Where the raw logs are: files, or the table of lines for trino
    #[arg(long, value_name = "WHERE")]
    from: Option<String>,
    /// Where the aggregates go
    #[arg(long, value_name = "WHERE")]
    to: Option<String>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LogsSqlArgs) -> Result<Exit, CommandError> {
    let tenants = &ctx.settings.config.tenant;
    let by_requester = tenants.iter().any(|rule| rule.from == "requester");
    ctx.ui.raw(query(args, by_requester).as_bytes())?;
    Ok(Exit::Ok)
}

fn query(args: &LogsSqlArgs, by_requester: bool) -> String {
    let dialect = args.dialect;
    let from = args.from.as_deref().unwrap_or(dialect.default_from());
    let to = args.to.as_deref().unwrap_or(dialect.default_to());
    // Rows by requester are many more: only for whom it tells something.
    let requester = if by_requester { "requester" } else { "''" };
    dialect
        .template()
        .replace("{requester}", requester)
        .replace("{to}", &text(to))
        .replace("{from}", &dialect.source(from))
}

/// A text of SQL.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    fn printed(dialect: Dialect, from: Option<&str>, by_requester: bool) -> String {
        let args = LogsSqlArgs {
            dialect,
            from: from.map(str::to_owned),
            to: None,
        };
        query(&args, by_requester)
    }

    #[test]
    fn every_query_ends_in_the_fixed_columns() {
        for dialect in Dialect::value_variants() {
            let query = printed(*dialect, None, false);
            let last = query.rsplit("\nSELECT\n").next().unwrap();
            let mut at = 0;
            for column in crate::access::AGGREGATE_COLUMNS {
                let line = last[at..].find(&format!("{column},\n"));
                let line = line.or_else(|| last[at..].find(&format!("{column}\n")));
                at += line.unwrap_or_else(|| panic!("{dialect:?} lacks {column} in its place"));
            }
            assert!(!query.contains("{from}") && !query.contains("{to}"));
            assert!(!query.contains("{requester}"));
        }
    }

    #[test]
    fn names_are_quoted_and_requesters_are_for_those_who_need_them() {
        let query = printed(Dialect::Duckdb, Some("it's/*.gz"), false);
        assert!(query.contains("read_csv('it''s/*.gz'"));
        assert!(query.contains("'' AS requester,"));
        assert!(
            printed(Dialect::Spark, Some("s3a://b/`x`"), true).contains("text.`s3a://b/``x```")
        );
        assert!(printed(Dialect::Trino, None, true).contains("    requester AS requester,"));
    }
}
