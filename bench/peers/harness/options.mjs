// The command line of run.mjs.
import path from 'node:path';

const USAGE = `node run.mjs [options]
  --entries a,b,...      entries to run (default: all)
  --runs N               visits per entry and profile (default 7)
  --profiles A,B,C       A unthrottled, B slow 4G + CPU/4 cold, C the same with a warm cache (default all)
  --extra name=URL       one more page, served by anybody; a URL that starts with / is on our own server
  --extra-config name=F  its selectors (JSON); default extra/<name>.json, else those of the entries here
  --mount name=DIR       serve DIR at /x/<name>/ (brotli q11), for --extra name=/x/<name>/index.html
  --port N, --elsewhere N  the server's port, and that of a second origin whose connections cost three round trips
  --baseline ID          entry the ratios refer to (default a)
  --primes N             visits before the one measured in C (default 1; 2 lets V8's code cache in)
  --rtt MS --down BYTES/S --up BYTES/S --cpu RATE    profile B and C (default 150, 200000, 93750, 4)
  --out FILE             default results.json
  --patience S           wait up to S seconds before each visit for other work on the machine to pause
                         (default 120; 0 = do not wait)
  --cold-process         a new renderer process for each visit (as from another site); noisier
  --retries N            redo a visit that other work disturbed (more than 0.3 core), up to N times (default 2)
  --build                rebuild dist/ even if it is there
  --check                functional check of every entry instead of measuring
  --chromium PATH        default /usr/bin/chromium
  --keep-going           go on when a visit fails (the failures are listed)`;

// Options by name; `here` is where results go unless said.
export function parse(argv, here) {
  const options = {
    entries: null, runs: 7, profiles: ['A', 'B', 'C'], extra: {}, extraConfig: {}, mount: {}, baseline: 'a',
    primes: 1, rtt: 150, down: 200_000, up: 93_750, cpu: 4, out: path.join(here, 'results.json'),
    patience: 120, retries: 2, build: false, check: false, coldProcess: false, chromium: '/usr/bin/chromium', keepGoing: false,
  };
  const pair = (text, into) => {
    const at = text.indexOf('=');
    if (at < 1) throw new Error(`expected name=value, got ${text}`);
    into[text.slice(0, at)] = text.slice(at + 1);
  };
  const args = [...argv];
  const value = (flag) => {
    if (!args.length) throw new Error(`${flag} needs a value`);
    return args.shift();
  };
  while (args.length) {
    let flag = args.shift();
    const eq = flag.indexOf('=');
    if (flag.startsWith('--') && eq > 0) {
      args.unshift(flag.slice(eq + 1));
      flag = flag.slice(0, eq);
    }
    switch (flag) {
      case '--entries': options.entries = value(flag).split(',').filter(Boolean); break;
      case '--runs': options.runs = Number(value(flag)); break;
      case '--profiles': options.profiles = value(flag).toUpperCase().split(','); break;
      case '--extra': pair(value(flag), options.extra); break;
      case '--extra-config': pair(value(flag), options.extraConfig); break;
      case '--mount': pair(value(flag), options.mount); break;
      case '--port': case '--elsewhere': options[flag.slice(2)] = Number(value(flag)); break;
      case '--baseline': options.baseline = value(flag); break;
      case '--primes': options.primes = Number(value(flag)); break;
      case '--rtt': case '--down': case '--up': case '--cpu': options[flag.slice(2)] = Number(value(flag)); break;
      case '--out': options.out = path.resolve(value(flag)); break;
      case '--patience': options.patience = Number(value(flag)); break;
      case '--retries': options.retries = Number(value(flag)); break;
      case '--build': options.build = true; break;
      case '--check': options.check = true; break;
      case '--cold-process': options.coldProcess = true; break;
      case '--keep-going': options.keepGoing = true; break;
      case '--chromium': options.chromium = value(flag); break;
      case '--help': case '-h': console.log(USAGE); process.exit(0); break;
      default: throw new Error(`unknown option ${flag}\n${USAGE}`);
    }
  }
  return options;
}
