//! Findings → table, hints and exit code.

use crate::cli::Exit;
use crate::engine::doctor::{Cause, Finding, Verdict};
use crate::ui::{Cell, Column, Listing, Ui};

/// One row per finding.
pub fn listing(findings: &[Finding]) -> Listing {
    let count = |name: &str| {
        let findings = findings.iter();
        findings
            .filter(|finding| finding.verdict.name() == name)
            .count()
    };
    let note = format!(
        "{} ok, {} warnings, {} unknown, {} failed",
        count("ok"),
        count("warn"),
        count("unknown"),
        count("fail")
    );
    Listing {
        kind: "doctor",
        columns: vec![
            Column::new("subject", "SUBJECT"),
            Column::new("endpoint", "ENDPOINT"),
            Column::new("check", "CHECK"),
            Column::new("verdict", "VERDICT"),
            Column::new("detail", "DETAIL"),
            Column::wide("next", "NEXT"),
        ],
        rows: findings.iter().map(row).collect(),
        empty: "nothing to look at",
        notes: vec![note],
        warnings: Vec::new(),
    }
}

fn row(finding: &Finding) -> Vec<Cell> {
    let text = |text: &Option<String>| text.clone().map_or(Cell::Unknown, Cell::Text);
    vec![
        Cell::Text(finding.subject.clone()),
        text(&finding.endpoint),
        Cell::Text(finding.check.to_owned()),
        Cell::Text(finding.verdict.name().to_owned()),
        Cell::Text(finding.detail.clone()),
        text(&finding.next),
    ]
}

/// What helps against failures, each thing once.
pub fn hints(ui: &Ui, findings: &[Finding]) {
    let mut said: Vec<&str> = Vec::new();
    for finding in findings {
        let next = finding.next.as_deref().unwrap_or_default();
        let matters = matches!(finding.verdict, Verdict::Fail(_) | Verdict::Unknown);
        if matters && !next.is_empty() && !said.contains(&next) {
            said.push(next);
            ui.hint(&format!("{}: {next}", finding.subject));
        }
    }
}

/// The gravest of what fails.
pub fn exit(findings: &[Finding]) -> Exit {
    let mut exits: Vec<Exit> = findings.iter().filter_map(exit_of).collect();
    // `or` keeps the first of two that have no order between them.
    exits.sort_by_key(|exit| match exit {
        Exit::NotFound => 1,
        Exit::Usage => 2,
        Exit::Refused | Exit::Failed => 3,
        _ => 0,
    });
    exits.into_iter().fold(Exit::Ok, Exit::or)
}

fn exit_of(finding: &Finding) -> Option<Exit> {
    let Verdict::Fail(cause) = finding.verdict else {
        return None;
    };
    Some(match cause {
        Cause::Denied => Exit::Denied,
        Cause::Unavailable => Exit::Unavailable,
        Cause::Missing => Exit::NotFound,
        Cause::Config => Exit::Usage,
        Cause::Unsafe => Exit::Refused,
        Cause::StateLost => Exit::StateLost,
        Cause::Other => Exit::Failed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(causes: &[Cause]) -> Vec<Finding> {
        let finding = |cause: &Cause| Finding {
            endpoint: None,
            subject: "shard a".to_owned(),
            check: "list",
            verdict: Verdict::Fail(*cause),
            detail: String::new(),
            next: None,
        };
        causes.iter().map(finding).collect()
    }

    #[test]
    fn the_gravest_decides_whatever_the_order() {
        use Cause::{Config, Denied, Missing, Other, StateLost, Unavailable, Unsafe};
        let cases = [
            (vec![], Exit::Ok),
            (vec![Missing], Exit::NotFound),
            (vec![Missing, Denied], Exit::Denied),
            (vec![Missing, Unavailable], Exit::Unavailable),
            (vec![Unavailable, Denied], Exit::Denied),
            (vec![Denied, StateLost], Exit::StateLost),
            (vec![Config, Unavailable], Exit::Unavailable),
            (vec![Unsafe], Exit::Refused),
            (vec![Other, Unsafe], Exit::Refused),
            (vec![Other, Missing], Exit::NotFound),
            (vec![Config, Missing], Exit::NotFound),
        ];
        for (mut causes, wanted) in cases {
            assert_eq!(exit(&failed(&causes)), wanted, "{causes:?}");
            causes.reverse();
            assert_eq!(exit(&failed(&causes)), wanted, "{causes:?}");
        }
    }
}
