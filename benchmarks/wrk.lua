-- For wrk: asks the paths of the file $WRK_PATHS in turn and prints one line of JSON at the end.
local paths, count = {}, 0
for line in io.lines(os.getenv("WRK_PATHS")) do paths[#paths + 1] = line end

request = function()
  count = count + 1
  return wrk.format("GET", paths[(count * 7919) % #paths + 1])
end

done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('JSON{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%.3f,"p95":%.3f,"errors":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
