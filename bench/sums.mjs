/** What a profile says was spent: by layer, by function, and by function with those that it calls before it first waits. */
export class Sums {
  layers = new Map();
  functions = new Map();
  withCallees = new Map();
  total = 0;

  /** `chain`: who called whom, up to the one who spent it. */
  add(chain, amount) {
    this.total += amount;
    add(this.layers, layerOf(chain.at(-1)), amount);
    add(this.functions, placeOf(chain.at(-1)), amount);
    for (const place of new Set(chain.map(placeOf))) add(this.withCallees, place, amount);
  }
}

function add(sums, key, amount) {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

function layerOf({ functionName, url }) {
  if (url === '') return functionName === '(garbage collector)' ? 'garbage collection' : 'native code';
  if (url.startsWith('node:')) return 'modules of Node';
  const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (dependency !== undefined) return dependency;
  const ours = /dist\/(datasources\/[^/]+|[^/]+)/.exec(url)?.[1];
  return ours === undefined ? 'generated code' : `src/${ours}`;
}

function placeOf({ functionName, url, lineNumber }) {
  const file = url.replace(/^.*\/(?=dist\/|node_modules\/)/, '');
  return `${functionName || '(anonymous)'}  ${url === '' ? '' : `${file}:${lineNumber + 1}`}`;
}
