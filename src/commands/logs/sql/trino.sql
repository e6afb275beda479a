-- Demand by object and hour from raw Amazon S3 server access logs, in
-- the columns of `shardctl logs export`. Trino 430 or later; {from} has one column, `line`: a table
-- over the log files in the text format. Write what it answers as CSV with a header.
WITH
-- Eight plain fields; the request line, which ends at the first quote that six well-formed fields
-- follow, because S3 does not escape quotes; what is left holds referer, user agent and the tail.
matched AS (
    SELECT split(regexp_replace(line,
        '^[^ ]+ ([^ ]+) \[([^\]]+)\] ([^ ]+) ([^ ]+) ([^ ]+) ((?:REST|WEBSITE|BATCH|S3|SOAP)\.[^ ]+) ([^ ]+) (?:"(.*?)"|-) (\d{3}|-) [^ ]+ (\d+|-) (\d+|-) (?:\d+|-) (?:\d+|-) (.*)$',
        array_join(ARRAY['$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9', '$10', '$11', '$12'], chr(1))), chr(1)) AS f
    FROM {from}
    WHERE NOT regexp_like(line, '[\x00-\x08\x0a-\x1f]')
),
-- The tail has no quotes, so the last quote of the line ends the user agent. Published formats have
-- 1, 7, 8 or at least 9 fields there; the tenth is the requester's region.
tailed AS (
    SELECT f, split(regexp_extract(f[12], '^(?:- - |"[^"]*" - |.*" )([^"]+)$', 1), ' ') AS tail
    FROM matched
    WHERE cardinality(f) = 12
),
request AS (
    SELECT
        f[1] AS bucket,
        CAST(to_unixtime(TRY(parse_datetime(f[2], 'dd/MMM/yyyy:HH:mm:ss Z'))) AS BIGINT) AS second,
        CASE f[3] WHEN '-' THEN '' ELSE f[3] END AS address,
        CASE f[4] WHEN '-' THEN '' ELSE f[4] END AS requester,
        f[5] AS request_id,
        f[6] AS operation,
        f[7] AS logged_key,
        coalesce(regexp_extract(f[8], '^[A-Z]+ (?:https?://[^/?]+)?/([^?]*?)(?:\?.*?)?(?: HTTP/[0-9.]+)?$', 1), '') AS path,
        f[9] AS status,
        coalesce(TRY_CAST(f[10] AS BIGINT), 0) AS sent,
        TRY_CAST(f[11] AS BIGINT) AS size,
        f[12] AS rest,
        tail[1] AS version_id,
        coalesce(element_at(tail, 6), '-') AS host,
        CASE WHEN coalesce(element_at(tail, 10), '-') = '-' THEN '' ELSE element_at(tail, 10) END AS region
    FROM tailed
    WHERE (cardinality(tail) IN (1, 7, 8) OR cardinality(tail) >= 9) AND tail[1] <> ''
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
        AND strpos(rest, 'app/shardctl') = 0
        AND requester NOT LIKE '%/s3-replication' AND requester NOT LIKE '%/s3-batch-replication'
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
        max(CASE WHEN operation NOT LIKE '%.PART' THEN size END) AS object_size
    FROM demand
    WHERE verb IS NOT NULL AND key <> ''
    GROUP BY bucket, key, verb, operation, second, address, requester, version_id, request_id
),
-- GETs of one client for one object of one bucket within a minute of the first are one access.
burst AS (
    SELECT bucket, key, address, requester,
        reduce(
            array_sort(array_agg(CAST(ROW(second, region) AS ROW(second BIGINT, region VARCHAR)))),
            CAST(ARRAY[] AS ARRAY(ROW(second BIGINT, region VARCHAR))),
            (begun, next) -> IF(
                cardinality(begun) = 0 OR next.second - element_at(begun, -1).second >= 60,
                concat(begun, ARRAY[next]), begun),
            begun -> begun) AS begun
    FROM once
    WHERE verb = 'get' AND (address <> '' OR requester <> '')
    GROUP BY bucket, key, address, requester
),
access AS (
    SELECT bucket, key, address, requester, second, region
    FROM burst CROSS JOIN UNNEST(begun) AS begins (second, region)
),
counted AS (
    SELECT bucket, key, second, region, address, requester,
        CASE WHEN verb IN ('get', 'head') THEN 'read' ELSE 'write' END AS class,
        1 AS requests,
        CASE WHEN verb IN ('put', 'copy') OR verb = 'get' AND address = '' AND requester = '' THEN 1 ELSE 0 END AS accesses,
        bytes, object_size
    FROM once
    UNION ALL
    SELECT bucket, key, second, region, address, requester, 'read', 0, 1, 0, NULL
    FROM access
)
-- Where the log names no region, the address stands for it: the reader knows which network is where.
SELECT
    second / 3600 AS hour,
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
