-- Demand by object and hour from raw Amazon S3 server access logs, in
-- the columns of `shardctl logs export`. Apache Spark 3.5 or later.
INSERT OVERWRITE DIRECTORY {to}
USING csv OPTIONS (header 'true', compression 'gzip', quote '"', escape '"', emptyValue '')
WITH
-- Eight plain fields; the request line, which ends at the first quote that six well-formed fields
-- follow, because S3 does not escape quotes; what is left holds referer, user agent and the tail.
matched AS (
    SELECT split(regexp_replace(value,
        r'^[^ ]+ ([^ ]+) \[([^\]]+)\] ([^ ]+) ([^ ]+) ([^ ]+) ((?:REST|WEBSITE|BATCH|S3|SOAP)\.[^ ]+) ([^ ]+) (?:"(.*?)"|-) (\d{3}|-) [^ ]+ (\d+|-) (\d+|-) (?:\d+|-) (?:\d+|-) (.*)$',
        '$1\u0001$2\u0001$3\u0001$4\u0001$5\u0001$6\u0001$7\u0001$8\u0001$9\u0001$10\u0001$11\u0001$12'), '\u0001') AS f
    FROM text.{from}
    WHERE NOT value RLIKE r'[\x00-\x08\x0a-\x1f]'
),
-- The tail has no quotes, so the last quote of the line ends the user agent. Published formats have
-- 1, 7, 8 or at least 9 fields there; the tenth is the requester's region.
tailed AS (
    SELECT f, split(regexp_extract(f[11], r'^(?:- - |"[^"]*" - |.*" )([^"]+)$', 1), ' ') AS tail
    FROM matched
    WHERE size(f) = 12
),
request AS (
    SELECT
        f[0] AS bucket,
        unix_seconds(try_to_timestamp(f[1], 'dd/MMM/yyyy:HH:mm:ss Z')) AS second,
        CASE f[2] WHEN '-' THEN '' ELSE f[2] END AS address,
        CASE f[3] WHEN '-' THEN '' ELSE f[3] END AS requester,
        f[4] AS request_id,
        f[5] AS operation,
        f[6] AS logged_key,
        regexp_extract(f[7], r'^[A-Z]+ (?:https?://[^/?]+)?/([^?]*?)(?:\?.*?)?(?: HTTP/[0-9.]+)?$', 1) AS path,
        f[8] AS status,
        coalesce(try_cast(f[9] AS BIGINT), 0) AS sent,
        try_cast(f[10] AS BIGINT) AS size,
        f[11] AS rest,
        tail[0] AS version_id,
        coalesce(get(tail, 5), '-') AS host,
        CASE WHEN coalesce(get(tail, 9), '-') = '-' THEN '' ELSE get(tail, 9) END AS region
    FROM tailed
    WHERE (size(tail) IN (1, 7, 8) OR size(tail) >= 9) AND tail[0] <> ''
),
-- Demand: what clients did to objects, and succeeded. The request line has the key encoded once,
-- the key field twice, but once and as a form where there is no request line.
demand AS (
    SELECT *,
        CASE
            WHEN operation LIKE 'BATCH.%' THEN replace(logged_key, '+', '%20')
            WHEN path = '' THEN replace(replace(logged_key, '+', '%20'), '%25', '%')
            WHEN startswith(path, bucket || '/') AND host <> bucket AND NOT startswith(host, bucket || '.')
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
        AND NOT endswith(requester, '/s3-replication') AND NOT endswith(requester, '/s3-batch-replication')
        AND requester <> 'AmazonS3' AND NOT startswith(requester, 'svc:')
),
-- S3 may log a request twice.
once AS (
    SELECT bucket, key, verb, second, address, requester,
        min(region) AS region,
        CASE verb WHEN 'get' THEN min(sent)
            WHEN 'put' THEN coalesce(min(size), 0)
            WHEN 'part' THEN CASE operation WHEN 'REST.PUT.PART' THEN coalesce(min(size), 0) ELSE 0 END
            ELSE 0 END AS bytes,
        max(CASE WHEN NOT endswith(operation, '.PART') THEN size END) AS object_size
    FROM demand
    WHERE verb IS NOT NULL AND key <> ''
    GROUP BY bucket, key, verb, operation, second, address, requester, version_id, request_id
),
-- GETs of one client for one object of one bucket within a minute of the first are one access.
burst AS (
    SELECT bucket, key, address, requester,
        aggregate(
            array_sort(collect_list(struct(second, region))),
            cast(array() AS ARRAY<STRUCT<second: BIGINT, region: STRING>>),
            (begun, next) -> CASE
                WHEN size(begun) = 0 OR next.second - element_at(begun, -1).second >= 60
                THEN concat(begun, array(next)) ELSE begun END) AS begun
    FROM once
    WHERE verb = 'get' AND (address <> '' OR requester <> '')
    GROUP BY bucket, key, address, requester
),
access AS (
    SELECT bucket, key, address, requester, explode(begun) AS begins FROM burst
),
counted AS (
    SELECT bucket, key, second, region, address, requester,
        CASE WHEN verb IN ('get', 'head') THEN 'read' ELSE 'write' END AS class,
        1 AS requests,
        CASE WHEN verb IN ('put', 'copy') OR verb = 'get' AND address = '' AND requester = '' THEN 1 ELSE 0 END AS accesses,
        bytes, object_size
    FROM once
    UNION ALL
    SELECT bucket, key, begins.second, begins.region, address, requester, 'read', 0, 1, 0, NULL
    FROM access
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
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
