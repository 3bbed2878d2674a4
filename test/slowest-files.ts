import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 10;

/** Vitest's reporter of `npm test`: which files the run waited for longest, imports and hooks counted. */
export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules.map((module) => {
      const { collectDuration, duration } = module.diagnostic();
      return { name: relative('.', module.moduleId), seconds: (collectDuration + duration) / 1_000 };
    });
    const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SHOWN);
    process.stdout.write(`— slowest files of ${files.length}\n`);
    for (const { name, seconds } of slowest)
      process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${name}\n`);
  }
}
