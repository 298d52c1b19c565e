/**
 * Writes the GraphiQL page to `dist/graphiql`: self-hosted, no inline script, no request to another host.
 *
 * GraphiQL, its style and its three workers come ready made out of `@graphql-yoga/render-graphiql`, so nothing is
 * bundled here. The tabs are the documents of `operations/`, read now; see `docs/decisions/0002-graphiql-page.md`.
 */
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  css,
  editorWorkerService,
  graphqlWorker,
  js,
  jsonWorker,
} from '@graphql-yoga/render-graphiql/graphiql';
import { Kind, parse } from 'graphql';

const FIRST_TAB = 'browse-transactions.graphql';
const OPERATIONS = new URL('../../operations/', import.meta.url);
const PAGE = new URL('../../dist/graphiql/', import.meta.url);

const files = {
  'app.js': js,
  'app.css': css,
  'editor.worker.js': editorWorkerService,
  'graphql.worker.js': graphqlWorker,
  'json.worker.js': jsonWorker,
  'operations.js': `export const operations = ${JSON.stringify(await readOperations(), null, 2)};\n`,
};

await rm(PAGE, { recursive: true, force: true });
await mkdir(PAGE, { recursive: true });
await Promise.all([
  ...Object.entries(files).map(([name, text]) => writeFile(new URL(name, PAGE), text)),
  // 8.8 MB become 2.3 MB; the gateway sends the compressed twin to browsers that take it.
  ...Object.entries(files).map(async ([name, text]) =>
    writeFile(new URL(`${name}.gz`, PAGE), await promisify(gzip)(text)),
  ),
  ...['index.html', 'start.js', 'style.css', 'logo.svg'].map((name) =>
    copyFile(new URL(name, import.meta.url), new URL(name, PAGE)),
  ),
]);

/** The tabs: each document verbatim with its leading comment, and its variables where a sibling file holds some. */
async function readOperations() {
  const names = (await readdir(OPERATIONS)).filter((name) => name.endsWith('.graphql')).toSorted();
  if (names.length === 0)
    throw new Error(`no *.graphql in ${fileURLToPath(OPERATIONS)}: the page would have no tab`);
  names.sort((a, b) => Number(b === FIRST_TAB) - Number(a === FIRST_TAB));
  return Promise.all(
    names.map(async (name) => {
      const query = await readFile(new URL(name, OPERATIONS), 'utf8');
      return {
        title: operationName(query, name),
        query,
        variables: await readVariables(name.replace(/\.graphql$/, '.variables.json')),
      };
    }),
  );
}

/** The name of the first operation, by which GraphiQL itself calls a tab. */
function operationName(query, file) {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (!operation?.name) throw new Error(`operations/${file}: its first operation needs a name, for the tab`);
  return operation.name.value;
}

/** @returns {Promise<string | null>} the text of the file once it is known to be JSON, null when there is none */
async function readVariables(name) {
  try {
    const text = await readFile(new URL(name, OPERATIONS), 'utf8');
    JSON.parse(text);
    return text;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw new Error(`operations/${name} cannot be used as variables`, { cause: error });
  }
}
