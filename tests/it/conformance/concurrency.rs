//! Conditions under concurrency: of many at once, one wins.

use futures::future::join_all;
use shardctl::ports::{
    BucketError, BucketErrorKind as Kind, CopyRequest, CopySource, WriteCondition, WriteReceipt,
};

use super::{Fixture, Verdict, put, same, words};

const WRITERS: usize = 16;
const ROUNDS: usize = 8;

/// That one answer is a success, and every other a refusal of the condition.
fn one_winner(answers: Vec<Result<WriteReceipt, BucketError>>) -> Verdict {
    let mut winners = 0;
    for answer in answers {
        match answer {
            Ok(_) => winners += 1,
            Err(error) if matches!(error.kind, Kind::PreconditionFailed | Kind::Conflict) => {}
            Err(error) => return Err(words(error)),
        }
    }
    same("the winners", &winners, &1)
}

pub(super) async fn one_creator_wins(f: Fixture) -> Verdict {
    for round in 0..ROUNDS {
        let key = f.key(&round.to_string());
        let writers = (0..WRITERS).map(|writer| {
            let (bucket, key) = (f.bucket.clone(), key.clone());
            tokio::spawn(async move {
                let body = writer.to_string();
                put(&*bucket, &key, &body, WriteCondition::IfAbsent).await
            })
        });
        let answers = join_all(writers).await.into_iter();
        let answers: Vec<_> = answers.map(Result::unwrap).collect();
        let winner = answers.iter().position(Result::is_ok).unwrap_or_default();
        one_winner(answers)?;
        f.holds(&key, &winner.to_string()).await?;
    }
    Ok(())
}

pub(super) async fn one_replacer_wins(f: Fixture) -> Verdict {
    let key = f.key("a");
    let etag = f.put(&key, "first").await?.etag;
    let writers = (0..WRITERS).map(|writer| {
        let (bucket, key, etag) = (f.bucket.clone(), key.clone(), etag.clone());
        tokio::spawn(async move {
            let body = writer.to_string();
            put(&*bucket, &key, &body, WriteCondition::IfMatch(etag)).await
        })
    });
    let answers = join_all(writers).await.into_iter();
    one_winner(answers.map(Result::unwrap).collect())
}

pub(super) async fn one_copier_wins(f: Fixture) -> Verdict {
    let to = f.key("to");
    let mut copiers = Vec::new();
    for copier in 0..WRITERS {
        let from = f.key(&copier.to_string());
        f.put(&from, &copier.to_string()).await?;
        let request = CopyRequest {
            source: CopySource {
                bucket: f.bucket.name().to_owned(),
                key: from,
                ..CopySource::default()
            },
            key: to.clone(),
            condition: WriteCondition::IfAbsent,
            ..CopyRequest::default()
        };
        let bucket = f.bucket.clone();
        copiers.push(async move { bucket.copy(&request).await });
    }
    let answers = join_all(copiers.into_iter().map(tokio::spawn)).await;
    one_winner(answers.into_iter().map(Result::unwrap).collect())
}
