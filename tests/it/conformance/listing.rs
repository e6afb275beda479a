//! Listings: pages, delimiters, order.

use shardctl::ports::{ListPage, ListRequest};

use super::{Fixture, Verdict, same, words};

async fn fill(f: &Fixture, names: &[&str]) -> Verdict {
    for name in names {
        f.put(&f.key(name), "x").await?;
    }
    Ok(())
}

fn request(f: &Fixture) -> ListRequest {
    ListRequest {
        prefix: f.key(""),
        ..ListRequest::default()
    }
}

fn names(f: &Fixture, page: &ListPage) -> Vec<String> {
    let prefix = f.key("");
    let strip = |key: &str| key.strip_prefix(&prefix).unwrap_or(key).to_owned();
    page.objects
        .iter()
        .map(|object| strip(&object.key))
        .collect()
}

fn prefixes(f: &Fixture, page: &ListPage) -> Vec<String> {
    let prefix = f.key("");
    let strip = |key: &String| key.strip_prefix(&prefix).unwrap_or(key).to_owned();
    page.common_prefixes.iter().map(strip).collect()
}

pub(super) async fn pages_join_to_the_whole(f: Fixture) -> Verdict {
    fill(&f, &["a", "b", "c/1", "c/2", "d", "e", "f"]).await?;
    let mut seen = Vec::new();
    let mut sizes = Vec::new();
    let mut next = None;
    loop {
        let page = ListRequest {
            page_size: Some(3),
            continuation: next,
            ..request(&f)
        };
        let page = f.bucket.list(&page).await.map_err(words)?;
        seen.extend(names(&f, &page));
        sizes.push(page.objects.len());
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    same("the keys", &seen.join(" "), &"a b c/1 c/2 d e f".to_owned())?;
    same("the page sizes", &sizes, &vec![3, 3, 1])
}

pub(super) async fn delimiters_roll_up(f: Fixture) -> Verdict {
    fill(&f, &["a", "b/1", "b/2/3", "c", "d/1"]).await?;
    let page = ListRequest {
        delimiter: Some("/".to_owned()),
        ..request(&f)
    };
    let page = f.bucket.list(&page).await.map_err(words)?;
    same("the keys", &names(&f, &page).join(" "), &"a c".to_owned())?;
    same(
        "the prefixes",
        &prefixes(&f, &page).join(" "),
        &"b/ d/".to_owned(),
    )
}

pub(super) async fn rolled_up_pages_join_to_the_whole(f: Fixture) -> Verdict {
    fill(&f, &["a/1", "a/2", "b", "c/1", "c/2", "d"]).await?;
    let mut seen = Vec::new();
    let mut next = None;
    for _ in 0..9 {
        let page = ListRequest {
            page_size: Some(1),
            delimiter: Some("/".to_owned()),
            continuation: next,
            ..request(&f)
        };
        let page = f.bucket.list(&page).await.map_err(words)?;
        seen.extend(names(&f, &page));
        seen.extend(prefixes(&f, &page));
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    same("the entries", &seen.join(" "), &"a/ b c/ d".to_owned())
}

pub(super) async fn start_after_need_not_exist(f: Fixture) -> Verdict {
    fill(&f, &["a", "c", "e"]).await?;
    for (after, expected) in [("b", "c e"), ("c", "e"), ("e", ""), ("", "a c e")] {
        let page = ListRequest {
            start_after: Some(f.key(after)),
            ..request(&f)
        };
        let page = f.bucket.list(&page).await.map_err(words)?;
        let what = format!("the keys after {after:?}");
        same(&what, &names(&f, &page).join(" "), &expected.to_owned())?;
    }
    Ok(())
}

pub(super) async fn keys_come_in_byte_order(f: Fixture) -> Verdict {
    // U+FFFD sorts above the crab's surrogates in UTF-16, below it in UTF-8.
    let mut expected = vec!["A", "Z", "a", "a!", "a/", "a0", "é", "\u{fffd}", "🦀"];
    fill(&f, &expected).await?;
    expected.sort_unstable_by_key(|name| name.as_bytes());
    let page = f.bucket.list(&request(&f)).await.map_err(words)?;
    same("the keys", &names(&f, &page).join(" "), &expected.join(" "))
}

pub(super) async fn nothing_is_an_empty_page(f: Fixture) -> Verdict {
    let page = f.bucket.list(&request(&f)).await.map_err(words)?;
    same("the page", &page, &ListPage::default())
}
