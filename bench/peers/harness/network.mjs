// What a visit moves over the wire.

const kindOf = (type, mime, url) => {
  if (mime === 'application/wasm' || /\.wasm(\?|$)/.test(url)) return 'wasm';
  if (type === 'Document' || mime === 'text/html') return 'html';
  if (type === 'Stylesheet' || mime === 'text/css') return 'css';
  if (type === 'Script' || /javascript/.test(mime)) return 'js';
  return 'other';
};

// Counts what goes over the wire. Requests answered from a cache cost 0 bytes and are not counted.
export function watchNetwork(cdp) {
  const requests = new Map();
  cdp.on('Network.requestWillBeSent', (e) => {
    if (/^(data|blob|about):/.test(e.request.url)) return;
    requests.set(e.requestId, { url: e.request.url, type: e.type, method: e.request.method, mime: '', body: 0, total: 0, cached: false, done: false });
  });
  cdp.on('Network.requestServedFromCache', (e) => {
    const r = requests.get(e.requestId);
    if (r) r.cached = true;
  });
  cdp.on('Network.responseReceived', (e) => {
    const r = requests.get(e.requestId);
    if (!r) return;
    r.mime = e.response.mimeType;
    r.status = e.response.status;
    r.protocol = e.response.protocol;
    r.encoding = Object.entries(e.response.headers).find(([k]) => k.toLowerCase() === 'content-encoding')?.[1];
    if (e.response.fromDiskCache || e.response.fromPrefetchCache) r.cached = true;
  });
  cdp.on('Network.dataReceived', (e) => {
    const r = requests.get(e.requestId);
    if (r) r.body += e.encodedDataLength;
  });
  cdp.on('Network.loadingFinished', (e) => {
    const r = requests.get(e.requestId);
    if (!r) return;
    r.total = e.encodedDataLength;
    r.done = true;
  });
  cdp.on('Network.loadingFailed', (e) => {
    const r = requests.get(e.requestId);
    if (r) r.failed = e.errorText;
  });
  return {
    reset: () => requests.clear(),
    totals() {
      const bytes = { html: 0, js: 0, css: 0, wasm: 0, other: 0 };
      let total = 0;
      let count = 0;
      const list = [];
      for (const r of requests.values()) {
        const onWire = r.total > 0 || (!r.cached && !r.done);
        if (!onWire) continue;
        count += 1;
        total += r.total;
        bytes[kindOf(r.type, r.mime, r.url)] += r.total;
        list.push({ url: r.url, kind: kindOf(r.type, r.mime, r.url), status: r.status, total: r.total, encoding: r.encoding, failed: r.failed });
      }
      return { count, total, bytes, list };
    },
  };
}
