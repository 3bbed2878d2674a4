import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openMetrics } from '../../../server/metrics.ts';
import { describeWith, programPath } from '../../support/machine/programs.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'deploy', 'veille');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

describe('the rules shipped for other watches (R-58)', () => {
  it('every metric and label that an alert reads is one that the server gives', async () => {
    const metrics = openMetrics();
    metrics.startProcedure('session.clock')('ok');
    metrics.lineFailed('ssh');
    metrics.jobDone('confirmations');
    metrics.healthSeen('backup', false);
    const text = await metrics.text();
    const { groups } = parse(read('prometheus-regles.yml')) as Rules;
    const exprs = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
    const names = exprs.flatMap((expr) => expr.match(/\b(?:plateau|process)_[a-z_]+/g) ?? []);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !new RegExp(`^${name}[{ ]`, 'm').test(text))).toEqual([]);
    expect(text).toContain('plateau_health{check="backup"} 0');
    expect(text).toContain('plateau_job_last_success_timestamp_seconds{name="confirmations"}');
    // Prometheus gives this label to the target: one of ours would be renamed.
    expect(text).not.toMatch(/^plateau_\w+\{[^}]*\b(job|instance)=/m);
  });

  it('what they look for in /health is what it says', () => {
    const healthy = JSON.stringify({ ok: true, checks: [] });
    const blackbox = parse(read('blackbox.yml')) as {
      modules: { plateau_health: { http: { fail_if_body_not_matches_regexp: string[] } } };
    };
    const [wanted = 'none'] = blackbox.modules.plateau_health.http.fail_if_body_not_matches_regexp;
    expect(healthy).toMatch(new RegExp(wanted));
    const { endpoints } = parse(read('gatus.yaml')) as { endpoints: { conditions: string[] }[] };
    expect(endpoints[0]?.conditions).toContain('[BODY].ok == true');
    expect(read('veille.yaml')).toContain(`word: '"ok":true'`);
  });
});

describeWith('promtool', 'blackbox')('Prometheus’ own checkers', () => {
  const run = (program: 'promtool' | 'blackbox', ...args: string[]) =>
    execFileSync(programPath(program) ?? '', args, { cwd: FOLDER, encoding: 'utf8', stdio: 'pipe' });

  it('take the rules, the settings and the blackbox modules', () => {
    expect(run('promtool', 'check', 'rules', 'prometheus-regles.yml')).toContain('SUCCESS: 6 rules');
    expect(run('promtool', 'check', 'config', 'prometheus.yml')).toContain('is valid');
    run('blackbox', '--config.check', '--config.file=blackbox.yml');
  });
});
