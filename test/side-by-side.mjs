import { spawn } from 'node:child_process';

/**
 * Runs `[name, command, ...args]` beside others; answers whether it ended well. What it said is shown once it is over: two that
 * speak at a time cannot be read.
 */
export function runBeside([name, command, ...args]) {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      console.log(`— ${name}: ${status === 0 ? 'good' : 'FAILED'} in ${seconds} s`);
      process.stdout.write(Buffer.concat(chunks));
      resolve(status === 0);
    });
  });
}
