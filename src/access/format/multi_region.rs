//! Which host headers are those of a multi-region access point.

/// Ends of the host names: over the public network, and through a private link.
const HOSTS: [&[u8]; 2] = [
    b".mrap.accesspoint.s3-global.amazonaws.com",
    b".mrap.s3-global.amazonaws.com",
];

/// Whether a request to this host went to whatever bucket of an access point was nearest, so that the
/// bucket's region says something of the requester's.
#[inline]
pub fn is_multi_region(host: &[u8]) -> bool {
    host.ends_with(b"-global.amazonaws.com") && HOSTS.iter().any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_access_points_of_several_regions_choose_a_bucket() {
        for (host, chooses) in [
            ("m1.mrap.accesspoint.s3-global.amazonaws.com", true),
            ("data.s3.eu-central-1.amazonaws.com", false),
            ("ap-1.s3-accesspoint.eu-central-1.amazonaws.com", false),
            ("s3-global.amazonaws.com", false),
            ("-", false),
        ] {
            assert_eq!(is_multi_region(host.as_bytes()), chooses, "{host}");
        }
    }
}
