-- Demand by object and hour from raw Amazon S3 server access logs, in
-- the columns of `shardctl logs export`. DuckDB 1.3 or later.
COPY (
WITH line AS (
    SELECT line
    FROM read_csv({from}, columns = {'line': 'VARCHAR'}, header = false, auto_detect = false,
                  delim = '\x01', quote = '', escape = '', new_line = '\n', strict_mode = false,
                  null_padding = true, ignore_errors = true, max_line_size = 1048576)
),
-- Eight plain fields, the third of which holds a blank; then the request line. (A list that is unnested
-- is made once; else each condition on it would be asked of the line anew.)
headed AS (
    SELECT f, substr(line, length(array_to_string(f[1:9], ' ')) + 2) AS rest
    FROM (SELECT line, unnest([string_split(line, ' ')]) AS f FROM line
          WHERE NOT regexp_matches(line, '[\x00-\x08\x0a-\x1f]')
              AND regexp_matches(line, '^[^ ]+ [^ ]+ \[[^\] ]+ [^\] ]+\] [^ ]+ [^ ]+ [^ ]+ (REST|WEBSITE|BATCH|S3|SOAP)\.[^ ]+ [^ ]+ '))
),
-- The request line ends at the first quote that six well-formed fields follow, because S3 does not
-- escape quotes. Mostly that is the first quote; a regular expression looks for it where it is not.
guessed AS (
    SELECT f, rest, CASE rest[1] WHEN '"' THEN split_part(rest[2:], '" ', 1) END AS request
    FROM headed
),
asked AS (
    SELECT f, request, substr(rest, CASE WHEN request IS NULL THEN 3 ELSE length(request) + 4 END) AS answer
    FROM (SELECT f, rest,
        CASE WHEN request IS NOT NULL AND NOT regexp_matches(substr(rest, length(request) + 4),
                '^(\d{3}|-) [^ ]+ (\d+|-) (\d+|-) (\d+|-) (\d+|-) ')
            THEN regexp_extract(rest, '^"(.*?)" (?:\d{3}|-) [^ ]+ (?:\d+|-) (?:\d+|-) (?:\d+|-) (?:\d+|-) ', 1)
            ELSE request END AS request
        FROM guessed)
    WHERE request IS NOT NULL OR starts_with(rest, '- ')
),
answered AS (
    SELECT f, request, a, substr(answer, length(array_to_string(a[1:6], ' ')) + 2) AS rest
    FROM (SELECT f, request, answer, unnest([string_split(answer, ' ')]) AS a FROM asked
          WHERE regexp_matches(answer, '^(\d{3}|-) [^ ]+ (\d+|-) (\d+|-) (\d+|-) (\d+|-) '))
),
-- What is left holds referer, user agent and the tail. The tail has no quotes, so the last quote of the
-- line ends the user agent. Published formats have 1, 7, 8 or at least 9 fields there; the tenth is
-- the requester's region.
tailed AS (
    SELECT f, request, a, rest, unnest([string_split(
        CASE WHEN len(q) = 1 AND starts_with(rest, '- - ') THEN rest[5:]
            WHEN len(q) = 3 AND q[1] = '' AND starts_with(q[3], ' - ') THEN q[3][4:]
            WHEN len(q) > 1 AND starts_with(q[-1], ' ') THEN q[-1][2:]
            ELSE '' END, ' ')]) AS tail
    FROM (SELECT *, unnest([string_split(rest, '"')]) AS q FROM answered)
),
request AS (
    SELECT
        f[2] AS bucket,
        CAST(epoch(try_strptime((f[3] || ' ' || f[4])[2:-2], '%d/%b/%Y:%H:%M:%S %z')) AS BIGINT) AS second,
        CASE f[5] WHEN '-' THEN '' ELSE f[5] END AS address,
        CASE f[6] WHEN '-' THEN '' ELSE f[6] END AS requester,
        f[7] AS request_id,
        f[8] AS operation,
        f[9] AS logged_key,
        regexp_extract(request, '^[A-Z]+ (?:https?://[^/?]+)?/([^?]*?)(?:\?.*?)?(?: HTTP/[0-9.]+)?$', 1) AS path,
        a[1] AS status,
        coalesce(try_cast(a[3] AS BIGINT), 0) AS sent,
        try_cast(a[4] AS BIGINT) AS size,
        rest,
        tail[1] AS version_id,
        coalesce(tail[6], '-') AS host,
        CASE WHEN coalesce(tail[10], '-') = '-' THEN '' ELSE tail[10] END AS region
    FROM tailed
    WHERE (len(tail) IN (1, 7, 8) OR len(tail) >= 9) AND tail[1] <> ''
),
-- Demand: what clients did to objects, and succeeded. The request line has the key encoded once,
-- the key field twice, but once and as a form where there is no request line.
demand AS (
    SELECT *,
        CASE
            WHEN operation LIKE 'BATCH.%' THEN replace(logged_key, '+', '%20')
            WHEN path = '' THEN replace(replace(logged_key, '+', '%20'), '%25', '%')
            WHEN starts_with(path, bucket || '/') AND host <> bucket AND NOT starts_with(host, bucket || '.')
                THEN substr(path, length(bucket) + 2)
            ELSE path
        END AS key,
        CASE
            WHEN operation IN ('REST.GET.OBJECT', 'WEBSITE.GET.OBJECT') THEN 'get'
            WHEN operation IN ('REST.HEAD.OBJECT', 'WEBSITE.HEAD.OBJECT') THEN 'head'
            WHEN operation IN ('REST.PUT.OBJECT', 'REST.POST.OBJECT') THEN 'put'
            WHEN operation = 'REST.COPY.OBJECT' THEN 'copy'
            WHEN operation IN ('REST.DELETE.OBJECT', 'BATCH.DELETE.OBJECT') THEN 'delete'
            WHEN operation IN ('REST.PUT.PART', 'REST.COPY.PART', 'REST.POST.UPLOAD',
                               'REST.DELETE.UPLOAD', 'REST.POST.UPLOADS') THEN 'part'
        END AS verb
    FROM request
    WHERE second >= 1136073600
        AND (logged_key <> '-' OR operation LIKE '%.OBJECT' AND path IN ('-', bucket || '/-'))
        AND (status IN ('-', '304') OR status LIKE '2__')
        AND NOT contains(rest, 'app/shardctl')
        AND NOT ends_with(requester, '/s3-replication') AND NOT ends_with(requester, '/s3-batch-replication')
        AND requester <> 'AmazonS3' AND NOT starts_with(requester, 'svc:')
),
-- S3 may log a request twice.
once AS (
    SELECT bucket, key, verb, second, address, requester,
        min(region) AS region,
        CASE verb WHEN 'get' THEN min(sent)
            WHEN 'put' THEN coalesce(min(size), 0)
            WHEN 'part' THEN CASE operation WHEN 'REST.PUT.PART' THEN coalesce(min(size), 0) ELSE 0 END
            ELSE 0 END AS bytes,
        max(CASE WHEN NOT ends_with(operation, '.PART') THEN size END) AS object_size
    FROM demand
    WHERE verb IS NOT NULL AND key <> ''
    GROUP BY bucket, key, verb, operation, second, address, requester, version_id, request_id
),
-- GETs of one client for one object of one bucket within a minute of the first are one access.
burst AS (
    SELECT bucket, key, address, requester,
        list_reduce(
            list_transform(list_sort(list({'second': second, 'region': region})), lambda x: [x]),
            lambda begun, next: CASE WHEN next[1].second - begun[-1].second >= 60
                THEN list_concat(begun, next) ELSE begun END) AS begun
    FROM once
    WHERE verb = 'get' AND (address <> '' OR requester <> '')
    GROUP BY bucket, key, address, requester
),
counted AS (
    SELECT bucket, key, second, region, address, requester,
        CASE WHEN verb IN ('get', 'head') THEN 'read' ELSE 'write' END AS class,
        1 AS requests,
        CASE WHEN verb IN ('put', 'copy') OR verb = 'get' AND address = '' AND requester = '' THEN 1 ELSE 0 END AS accesses,
        bytes, object_size
    FROM once
    UNION ALL
    SELECT bucket, key, access.second, access.region, address, requester, 'read', 0, 1, 0, NULL
    FROM (SELECT bucket, key, address, requester, unnest(begun) AS access FROM burst)
)
-- Where the log names no region, the address stands for it: the reader knows which network is where.
SELECT
    CAST(floor(second / 3600) AS BIGINT) AS hour,
    bucket,
    key,
    region,
    CASE region WHEN '' THEN address ELSE '' END AS address,
    {requester} AS requester,
    '' AS tenant,
    class,
    sum(requests) AS requests,
    sum(accesses) AS accesses,
    '' AS assumed,
    sum(bytes) AS bytes,
    max(object_size) AS object_size
FROM counted
GROUP BY ALL
ORDER BY ALL
) TO {to} (FORMAT csv, HEADER, COMPRESSION zstd);
