//! [`Scalar`]: a JSON value that may be a number or its text, a single value or a list of one. Writers
//! of logs do not agree on which.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Reject;

/// A number, a text, or nothing. Of a list, the first value; of an object, nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Scalar<'a> {
    /// `null`, or not there.
    #[default]
    Null,
    /// A number.
    Number(f64),
    /// A text, borrowed where it has no escapes.
    Text(Cow<'a, str>),
}

impl<'a> Scalar<'a> {
    /// The text; empty when there is none, and for `-`.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) if text != "-" => text,
            Self::Text(_) | Self::Null | Self::Number(_) => "",
        }
    }

    /// As [`Self::text`], taken out.
    pub fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) if text != "-" => text,
            Self::Text(_) | Self::Null | Self::Number(_) => Cow::Borrowed(""),
        }
    }

    /// The number, which is not negative; `None` when there is none. Anything else is an error.
    pub fn number(&self) -> Result<Option<f64>, Reject> {
        let number = match self {
            Self::Number(number) => *number,
            Self::Null => return Ok(None),
            Self::Text(text) if text.is_empty() || text == "-" => return Ok(None),
            Self::Text(text) => text.parse().map_err(|_| Reject::Shape("number"))?,
        };
        let fine = number.is_finite() && number >= 0.0 && number < u64::MAX as f64;
        fine.then_some(Some(number)).ok_or(Reject::Shape("number"))
    }

    /// The number as a count.
    pub fn count(&self) -> Result<Option<u64>, Reject> {
        Ok(self.number()?.map(|number| number.round() as u64))
    }

    /// The number as an HTTP status; `None` for 0, which stands for no answer in no format read.
    pub fn status(&self) -> Result<Option<u16>, Reject> {
        let status = self.count()?.filter(|status| *status > 0);
        let checked = status.map(|status| u16::try_from(status).ok().filter(|s| *s < 1_000));
        checked
            .map(|status| status.ok_or(Reject::Shape("status")))
            .transpose()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(if flag {
            "true"
        } else {
            "false"
        })))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let first = list.next_element()?.unwrap_or_default();
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Null)
    }
}

/// Reads a document; the reject names no more than that it is none.
pub fn from_json<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, Reject> {
    serde_json::from_slice(text).map_err(|_| Reject::Shape("json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_every_dress() {
        let scalar = |text: &'static str| serde_json::from_str::<Scalar>(text).unwrap();
        for (text, number) in [
            ("12", Ok(Some(12))),
            ("\"12\"", Ok(Some(12))),
            ("12.6", Ok(Some(13))),
            ("[\"12\", 3]", Ok(Some(12))),
            ("null", Ok(None)),
            ("\"-\"", Ok(None)),
            ("{\"a\": 1}", Ok(None)),
            ("[]", Ok(None)),
            ("-1", Err(Reject::Shape("number"))),
            ("\"x\"", Err(Reject::Shape("number"))),
            ("true", Err(Reject::Shape("number"))),
        ] {
            assert_eq!(scalar(text).count(), number, "{text}");
        }
        assert_eq!(scalar("\"a\\\"b\"").text(), "a\"b");
        assert_eq!(scalar("\"-\"").text(), "");
        assert_eq!(scalar("404").status(), Ok(Some(404)));
        assert_eq!(scalar("0").status(), Ok(None));
        assert_eq!(scalar("4040").status(), Err(Reject::Shape("status")));
    }
}
