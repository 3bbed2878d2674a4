import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES } from '../../../server/config/config-variables.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const unit = read('deploy/systemd/plateau.service');

describe('what an archive puts on a server', () => {
  it('the unit starts the built server by the archive’s own Node, under an account without a login', () => {
    const [, exec = ''] = /^ExecStart=(.+)$/m.exec(unit) ?? [];
    expect(exec).toBe('/opt/plateau/node_modules/.bin/node /opt/plateau/dist/plateau.mjs serve --ssh');
    expect(read('package.json')).toContain('"node": "26.');
    expect(read('deploy/sysusers.d/plateau.conf')).toMatch(
      /^u plateau - "Plateau" \/var\/lib\/plateau \/usr\/sbin\/nologin$/m,
    );
  });

  it('it may write where tmpfiles makes folders for it alone, and nowhere else', () => {
    const [, paths = ''] = /^ReadWritePaths=(.+)$/m.exec(unit) ?? [];
    const made = [...read('deploy/tmpfiles.d/plateau.conf').matchAll(/^d (\S+) 0700 plateau plateau -$/gm)];
    expect(paths.split(' ').map((path) => path.replace(/^-/, ''))).toEqual(made.map(([, path]) => path));
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
    expect(unit).toMatch(/^CapabilityBoundingSet=$/m);
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute=/m);
  });

  it('each variable that it sets is one of the product’s', () => {
    const names = new Set(CONFIG_VARIABLES.map(({ name }) => name));
    const set = [...unit.matchAll(/^Environment=(PLATEAU_\w+)=/gm)].map(([, name = '']) => name);
    expect(set.filter((name) => !names.has(name))).toEqual([]);
    expect(set).toEqual(['PLATEAU_PASSPHRASE_FILE']);
  });

  it('the watch of another machine starts the same program on its own folder alone, and again whenever it ends', () => {
    const watch = read('deploy/systemd/plateau-veille.service');
    const [, exec = ''] = /^ExecStart=(.+)$/m.exec(watch) ?? [];
    expect(exec).toMatch(
      /^\/opt\/plateau\/node_modules\/\.bin\/node \/opt\/plateau\/dist\/plateau\.mjs watch run /,
    );
    expect(watch).toMatch(/^Restart=always$/m);
    expect(watch).toMatch(/^StateDirectory=plateau-veille$/m);
    expect(exec).toContain('--dir /var/lib/plateau-veille');
    expect(watch).not.toContain('phrase-secrete');
  });

  it('its scripts are read by a plain shell, and each file that they lay down is in the archive', () => {
    for (const name of ['deploy/installer.sh', 'deploy/plateau'])
      execFileSync('sh', ['-n', join(ROOT, name)]);
    const laid = [...read('deploy/installer.sh').matchAll(/\/opt\/plateau\/(deploy\/[\w./]+\w)/g)].map(
      ([, path = '']) => path,
    );
    expect(laid.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(readdirSync(join(ROOT, 'deploy')).sort()).toEqual(
      ['INSTALLER.md', 'installer.sh', 'plateau', 'systemd', 'sysusers.d', 'tmpfiles.d', 'veille'].sort(),
    );
  });
});
