import type { Route, Routes } from './routes.js';

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly segments: readonly string[];
  readonly route: Route;
}

/** Finds the route of a request; a route without placeholders wins over one with. */
export class Router {
  readonly #literal = new Map<string, Route>();
  readonly #patterns = new Map<string, Pattern[]>();

  constructor(tables: readonly Routes[]) {
    for (const table of tables)
      for (const [key, route] of Object.entries(table)) {
        const [method = '', path = ''] = key.split(' ');
        const segments = path.split('/');
        if (!path.includes('/:')) this.#literal.set(key, route);
        else {
          const shape = `${method} ${segments.length}`;
          this.#patterns.set(shape, [...(this.#patterns.get(shape) ?? []), { segments, route }]);
        }
      }
  }

  find(method: string, path: string): Found | undefined {
    const literal = this.#literal.get(`${method} ${path}`);
    if (literal !== undefined) return { route: literal, params: {} };
    const segments = path.split('/');
    for (const pattern of this.#patterns.get(`${method} ${segments.length}`) ?? []) {
      const params = match(pattern.segments, segments);
      if (params !== undefined) return { route: pattern.route, params };
    }
    return undefined;
  }
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const given = segments[index] ?? '';
    if (expected.startsWith(':')) {
      if (given === '') return undefined;
      params[expected.slice(1)] = decode(given);
    } else if (expected !== given) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
