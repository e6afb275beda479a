//! [`Catalogue`]: the buckets, tenants, objects and clients of a generated log. Everything is computed
//! from a number and the seed, so that 10⁸ keys need no memory.

use std::io::Write;

use super::START_S;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// What stays as it is in the path of a request.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A bucket, which is a shard.
pub struct Bucket {
    /// Name.
    pub name: &'static str,
    /// Region.
    pub region: &'static str,
    /// Whether requests name it in the host, not in the path.
    pub virtual_host: bool,
}

/// The shards of the generated fleet.
pub const BUCKETS: [Bucket; 3] = [
    Bucket {
        name: "lake-use1",
        region: "us-east-1",
        virtual_host: true,
    },
    Bucket {
        name: "lake-euc1",
        region: "eu-central-1",
        virtual_host: false,
    },
    Bucket {
        name: "lake-apne1",
        region: "ap-northeast-1",
        virtual_host: true,
    },
];

/// A bucket that is logged and is no shard.
pub const FOREIGN_BUCKET: &str = "scratch-use1";

/// Objects of one data set.
pub const BUNDLE: u32 = 8;
/// A log covers at most this much, so that it ends before it could be in the future.
pub const DAYS_MAX: u32 = 200;
const TENANTS: u32 = 40;
const CLIENTS_PER_TENANT: u32 = 100;
/// Regions of requesters; the first three are those of the buckets.
const REGIONS: [&str; 5] = [
    "us-east-1",
    "eu-central-1",
    "ap-northeast-1",
    "us-west-2",
    "eu-west-1",
];

/// How a client's region can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The log names it.
    LogField,
    /// Its address is in the region file.
    Cidr,
    /// Nothing does.
    Unknown,
}

/// Who asks.
pub struct Client {
    /// Address.
    pub address: String,
    /// ARN.
    pub requester: String,
    /// True region.
    pub region: &'static str,
    /// How it shows.
    pub evidence: Evidence,
    /// Sent with every request, as it is.
    pub user_agent: &'static str,
}

/// See the module.
pub struct Catalogue {
    /// Number of objects.
    pub keys: u32,
    seed: u64,
    clients: Vec<Client>,
    dates: Vec<String>,
    step: u64,
}

impl Catalogue {
    /// The catalogue of `keys` objects.
    pub fn new(keys: u32, seed: u64) -> Self {
        let bundles = u64::from(keys.div_ceil(BUNDLE));
        Self {
            keys,
            seed,
            clients: (0..TENANTS * CLIENTS_PER_TENANT).map(client).collect(),
            dates: (0..DAYS_MAX).map(date).collect(),
            step: coprime_step(bundles),
        }
    }

    /// Number of data sets.
    pub fn bundles(&self) -> u32 {
        self.keys.div_ceil(BUNDLE)
    }

    /// The data set of this popularity: a bijection, so that each has exactly one rank.
    pub fn bundle_of_rank(&self, rank: u32) -> u32 {
        let bundles = u64::from(self.bundles());
        ((u64::from(rank) * self.step + self.seed % bundles) % bundles) as u32
    }

    /// The first key of a data set, and how many it has.
    pub fn members(&self, bundle: u32) -> (u32, u32) {
        let first = bundle * BUNDLE;
        (first, BUNDLE.min(self.keys - first))
    }

    /// Number of the tenant of a key: a few have most of the data sets.
    pub fn tenant_number(&self, key: u32) -> u32 {
        let draw = self.hash(key / BUNDLE, 1) as f64 / u64::MAX as f64;
        (draw * draw * f64::from(TENANTS)) as u32
    }

    /// Name of the tenant of a key.
    pub fn tenant(&self, key: u32) -> String {
        format!("t{:02}", self.tenant_number(key))
    }

    /// The bucket of a key.
    pub fn bucket(&self, key: u32) -> &'static Bucket {
        &BUCKETS[self.tenant_number(key) as usize % BUCKETS.len()]
    }

    /// The key's text. One data set in fifty has a name that needs encoding.
    pub fn key(&self, key: u32) -> String {
        let bundle = key / BUNDLE;
        let tenant = self.tenant_number(key);
        let odd = match self.hash(bundle, 2) % 250 {
            0 => "annual report ",
            1 => "a+b=100% ",
            2 => "r\u{e9}sum\u{e9} \"final\" ",
            3 => "q?x&y#z ",
            4 => "100%2525/",
            _ => "",
        };
        let mark = self.hash(key, 3) as u32;
        format!(
            "tenant/t{tenant:02}/{odd}ds-{bundle:08}/part-{:05}-{mark:08x}.parquet",
            key % BUNDLE
        )
    }

    /// The key as the request line has it: encoded once.
    pub fn encoded_key(&self, key: u32) -> String {
        let key = self.key(key);
        percent_encode(key.as_bytes(), PATH).to_string()
    }

    /// Size of the object: log-normal around 2 MB, at most 4 GB.
    pub fn size(&self, key: u32) -> u64 {
        let draws = (4..8).map(|n| self.hash(key, n) as f64 / u64::MAX as f64);
        let bell = draws.sum::<f64>() - 2.0;
        ((14.5 + 3.0 * bell).exp() as u64).clamp(1, 4_000_000_000)
    }

    /// `03/Mar/2025`, by days after the start.
    pub fn date(&self, day: u32) -> &str {
        &self.dates[day as usize]
    }

    /// A client.
    pub fn client(&self, number: u32) -> &Client {
        &self.clients[number as usize]
    }

    /// A client of a key's tenant, by a number below 100.
    pub fn client_of(&self, key: u32, number: u32) -> u32 {
        self.tenant_number(key) * CLIENTS_PER_TENANT + number % CLIENTS_PER_TENANT
    }

    /// 64 bits that depend on a number and a purpose (the finaliser of SplitMix64).
    pub fn hash(&self, number: u32, purpose: u64) -> u64 {
        let mut z =
            (self.seed ^ purpose << 40 ^ u64::from(number)).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

fn date(day: u32) -> String {
    let time = jiff::Timestamp::from_second(START_S + i64::from(day) * 86_400);
    let time = time.expect("a day of this century");
    time.strftime("%d/%b/%Y").to_string()
}

/// Near the golden section and without a common factor with `count`: multiplication by it modulo
/// `count` is a bijection that scatters neighbours.
fn coprime_step(count: u64) -> u64 {
    let divisor = |mut a: u64, mut b: u64| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let begin = (count as f64 * 0.618) as u64;
    let mut steps = begin.max(1)..=count.max(1);
    steps.find(|&step| divisor(step, count) == 1).unwrap_or(1)
}

/// Most clients of a tenant sit in its home region; seven in ten are known by the log's own field,
/// two by their network.
fn client(number: u32) -> Client {
    let (tenant, n) = (number / CLIENTS_PER_TENANT, number % CLIENTS_PER_TENANT);
    let away = n % 5 == 0;
    let region = (tenant as usize
        + if away {
            n as usize / 5
        } else {
            tenant as usize / 3
        })
        % 5;
    let evidence = match n % 10 {
        0..7 => Evidence::LogField,
        7..9 => Evidence::Cidr,
        _ => Evidence::Unknown,
    };
    let address = if evidence == Evidence::Cidr {
        format!("10.{}.{tenant}.{n}", 16 + region)
    } else {
        format!("198.{}.{tenant}.{n}", 18 + region % 2)
    };
    let role = ["ingest", "query-engine", "notebook", "export"][n as usize % 4];
    Client {
        address,
        requester: format!(
            "arn:aws:sts::{:012}:assumed-role/analytics-{role}-t{tenant:02}/i-{number:017x}",
            111_122_223_333_u64 + u64::from(tenant)
        ),
        region: REGIONS[region],
        evidence,
        user_agent: match number % 800 {
            77 => HOSTILE_AGENT,
            _ => USER_AGENTS[n as usize % USER_AGENTS.len()],
        },
    }
}

/// What a naive reader takes for the end of the request line.
const HOSTILE_AGENT: &str = "probe \"quoted\" GET / HTTP/1.1\" 200 - 1 2 3 4 \"x";

const USER_AGENTS: [&str; 6] = [
    "aws-sdk-java/1.12.788 Linux/6.1.0-28-amd64 OpenJDK_64-Bit_Server_VM/17.0.15+6 java/17.0.15 scala/2.12.18 vendor/Debian cfg/retry-mode/legacy, Hadoop 3.4.1, aws-sdk-java/1.12.788 exec-env/EMR_on_EKS",
    "Boto3/1.38.27 md/Botocore#1.38.27 ua/2.1 os/linux#6.1.134-150.224.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.9 md/pyimpl#CPython m/Z,b cfg/retry-mode#standard Botocore/1.38.27 Resource",
    "aws-sdk-rust/1.3.8 ua/2.1 api/s3/1.96.0 os/linux lang/rust/1.88.0 m/E,b,Z cfg/retry-mode#standard app/query-engine",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36",
    "APN/1.0 Trino/475, aws-sdk-java/2.31.60 md/io#async md/http#AwsCommonRuntime ua/2.1 os/Linux#5.15.0-1084-aws lang/java#24.0.1 md/OpenJDK_64-Bit_Server_VM#24.0.1+9 md/vendor#Eclipse_Adoptium md/en_US cfg/retry-mode#standard",
    "curl/8.14.1",
];

/// The config of the generated fleet: shards, tenants by key, one region file beside it.
pub fn config(region_file: &str) -> String {
    let mut text = String::from("config_version = 1\n\n[endpoint.aws]\nkind = \"aws\"\n");
    for Bucket { name, region, .. } in &BUCKETS {
        text.extend([
            "\n[[shard]]\nname = \"",
            name,
            "\"\nendpoint = \"aws\"\nbucket = \"",
            name,
            "\"\nregion = \"",
            region,
            "\"\n",
        ]);
    }
    text += "\n[[tenant]]\nfrom = \"key\"\npattern = \"tenant/{tenant}/*\"\n";
    text + &format!("\n[regions]\nmap_files = [\"{region_file}\"]\n")
}

/// The region file: where the private networks are.
pub fn region_file() -> Vec<u8> {
    let mut text = b"# cidr,region,label\n".to_vec();
    for (n, region) in REGIONS.iter().enumerate() {
        writeln!(text, "10.{}.0.0/16,{region},vpc-{n}", 16 + n).expect("memory takes any bytes");
    }
    text
}
