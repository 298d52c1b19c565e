#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { Gateway } from './gateway.js';
import { type Given, type Option, type Recipe, Stop } from './recipe.js';
import { recipes } from './recipes.js';

const commonOptions: Readonly<Record<string, Option>> = {
  url: { value: '<url>', help: 'The gateway. Default: http://127.0.0.1:4000/graphql' },
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function main([name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h') return print(overview());
  const recipe = recipes.find((one) => one.name === name);
  if (recipe === undefined) throw new Stop(`There is no recipe "${name}".\n\n${overview()}`, 2);

  const given = parse(recipe, rest);
  if (given === 'help') return print(helpFor(recipe));
  const url = given.options['url'] ?? 'http://127.0.0.1:4000/graphql';
  if (!URL.canParse(url))
    throw new Stop('--url is no address; give one like http://127.0.0.1:4000/graphql', 2);
  await recipe.run(new Gateway(url, process.env['GATEWAY_AUTHORIZATION']), given);
}

function parse(recipe: Recipe, rest: readonly string[]): Given | 'help' {
  const known = Object.entries({ ...commonOptions, ...recipe.options });
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      allowPositionals: recipe.operands !== undefined,
      options: {
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(
          known.map(([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }]),
        ),
      },
    });
    if (values['help'] === true) return 'help';
    const entries = Object.entries(values as Readonly<Record<string, string | boolean | undefined>>);
    return {
      options: Object.fromEntries(
        entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
      flags: new Set(entries.flatMap(([name, value]) => (value === true ? [name] : []))),
      operands: positionals,
    };
  } catch (error) {
    throw new Stop(`${(error as Error).message}\n\n${helpFor(recipe)}`, 2);
  }
}

function overview(): string {
  const width = Math.max(...recipes.map(({ name }) => name.length));
  return [
    'npm run recipe -- <name> [options]',
    '',
    ...recipes.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'npm run recipe -- <name> --help tells the options of one.',
  ].join('\n');
}

function helpFor({ name, summary, operands, notes, options }: Recipe): string {
  const rows = Object.entries({ ...options, ...commonOptions }).map(
    ([option, { value, help }]) =>
      [value === undefined ? `--${option}` : `--${option} ${value}`, help] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `npm run recipe -- ${name} [options]${operands === undefined ? '' : ` ${operands}`}`,
    '',
    summary,
    '',
    notes,
    '',
    ...rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`),
    '',
    'GATEWAY_AUTHORIZATION in the environment is sent as the header Authorization.',
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
