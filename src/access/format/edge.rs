//! Edge locations of CloudFront → the AWS region near them. An edge is named after the airport of its
//! city: `FRA56-C1`.
//!
//! A viewer is served by an edge near them, so the region near the edge is good evidence of where they
//! are. Near is by distance, among the regions that every account has; a city that is in no row is
//! unknown.

/// Region → airports nearer to it than to any other.
const REGIONS: [(&str, &[&str]); 17] = [
    (
        "us-east-1",
        &[
            "IAD", "JFK", "EWR", "BOS", "PHL", "ATL", "MIA", "JAX", "TPA", "CLT", "RDU", "BNA",
            "MCO", "DCA", "BWI", "QRO", "LGA",
        ],
    ),
    (
        "us-east-2",
        &[
            "CMH", "ORD", "DTW", "MSP", "IND", "PIT", "CVG", "CLE", "STL",
        ],
    ),
    (
        "us-west-1",
        &["SFO", "LAX", "SJC", "LAS", "SAN", "PHX", "SNA"],
    ),
    (
        "us-west-2",
        &["SEA", "HIO", "PDX", "SLC", "DEN", "YVR", "BOI"],
    ),
    ("ca-central-1", &["YUL", "YTO", "YYZ", "YOW"]),
    (
        "sa-east-1",
        &[
            "GRU", "GIG", "FOR", "EZE", "BOG", "SCL", "LIM", "CWB", "POA", "CNF", "MVD", "ASU",
        ],
    ),
    ("eu-west-1", &["DUB", "SNN", "ORK", "BFS"]),
    ("eu-west-2", &["LHR", "LCY", "MAN", "EDI", "LGW"]),
    (
        "eu-west-3",
        &[
            "CDG", "ORY", "MRS", "MAD", "BCN", "LIS", "OPO", "LYS", "TLS", "CMN",
        ],
    ),
    (
        "eu-central-1",
        &[
            "FRA", "MUC", "TXL", "BER", "DUS", "HAM", "AMS", "BRU", "ZRH", "GVA", "VIE", "PRG",
            "WAW", "BUD", "MXP", "FCO", "PMO", "ATH", "SOF", "OTP", "ZAG", "IST", "LIN", "BEG",
            "LJU",
        ],
    ),
    (
        "eu-north-1",
        &["ARN", "CPH", "HEL", "OSL", "TLL", "RIX", "VNO"],
    ),
    (
        "ap-south-1",
        &[
            "BOM", "DEL", "MAA", "BLR", "HYD", "CCU", "PNQ", "DXB", "AUH", "FJR", "MCT", "DOH",
            "BAH", "TLV", "CMB", "DAC",
        ],
    ),
    (
        "ap-southeast-1",
        &["SIN", "KUL", "BKK", "CGK", "HAN", "SGN", "MNL", "PEN"],
    ),
    (
        "ap-southeast-2",
        &["SYD", "MEL", "BNE", "PER", "AKL", "ADL", "CBR"],
    ),
    (
        "ap-northeast-1",
        &[
            "NRT", "HND", "TYO", "TPE", "HKG", "PVG", "SHA", "PEK", "SZX", "ZHY",
        ],
    ),
    ("ap-northeast-2", &["ICN", "GMP", "PUS"]),
    ("ap-northeast-3", &["KIX", "ITM", "OSA", "FUK", "NGO"]),
];

/// The region near an edge location; `None` when its city is not known.
pub fn region_near(edge: &[u8]) -> Option<&'static str> {
    let city = std::str::from_utf8(edge.get(..3)?).ok()?;
    REGIONS
        .iter()
        .find(|(_, cities)| cities.contains(&city))
        .map(|(region, _)| *region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn edges_have_the_region_of_their_city() {
        for (edge, region) in [
            ("LAX1", Some("us-west-1")),
            ("NRT57-C3", Some("ap-northeast-1")),
            ("FRA56-P11", Some("eu-central-1")),
            ("XXX1", None),
            ("LA", None),
            ("", None),
        ] {
            assert_eq!(region_near(edge.as_bytes()), region, "{edge}");
        }
    }

    #[test]
    fn no_city_is_near_two_regions() {
        let mut seen = BTreeSet::new();
        for city in REGIONS.iter().flat_map(|(_, cities)| cities.iter()) {
            assert!(seen.insert(city) && city.len() == 3, "{city}");
        }
    }
}
