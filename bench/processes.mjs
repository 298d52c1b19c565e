// Processes that ask one another by messages.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A child process that answers questions; see {@link serveParent}. */
export class Child {
  #process;
  #waiting = new Map();
  #next = 1;

  /** Starts `bench/{file}` and waits until it serves. */
  static async start(file, args = []) {
    const child = new Child();
    child.#process = fork(fileURLToPath(new URL(file, import.meta.url)), args, { serialization: 'advanced' });
    child.#process.on('message', ({ id, result, error }) => {
      const waiting = child.#waiting.get(id);
      child.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    child.#process.once('exit', (code) => {
      for (const { reject } of child.#waiting.values())
        reject(new Error(`${file} ${args} ended with ${code}`));
    });
    await child.#answer('ready');
    return child;
  }

  ask(question, argument) {
    const answer = this.#answer(this.#next++);
    this.#process.send({ id: this.#next - 1, question, argument });
    return answer;
  }

  /** Resolves once it is gone. */
  async end() {
    if (this.#process.exitCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.disconnect();
    await gone;
  }

  #answer(id) {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }
}

/** In a child: answers the questions of the parent, and ends with it. */
export function serveParent(answers) {
  process.on('message', async ({ id, question, argument }) => {
    try {
      process.send({ id, result: await answers[question](argument) });
    } catch (error) {
      process.send({ id, error: String(error?.stack ?? error) });
    }
  });
  process.once('disconnect', () => process.exit(0));
  process.send({ id: 'ready' });
}
