import { spawnSync } from 'node:child_process';

/**
 * Whether a command can be run here. On a build server (`CI=true`) a missing command is an error, so that a suite
 * which needs it is never skipped in silence.
 */
export function hasTool(command: string, ...argumentsOfCheck: string[]): boolean {
  const { error, status, stderr } = spawnSync(command, argumentsOfCheck, { encoding: 'utf8' });
  const present = !error && status === 0;
  if (!present && process.env['CI'] === 'true')
    throw new Error(`${command} ${argumentsOfCheck.join(' ')}: missing (${stderr ?? 'not installed'})`);
  return present;
}

/** Standard output of a command that must succeed. */
export function run(command: string, ...given: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, given, { encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`${command} ${given[0] ?? ''} failed: ${stderr}`);
  return stdout;
}
