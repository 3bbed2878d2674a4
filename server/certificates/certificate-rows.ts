import type { Certificates } from '../ports/certificates.ts';
import type { Store } from '../ports/store.ts';
import { refuseOther, requireCertificateName } from './certificate-name.ts';

/** In the base, for every server of the house. */
export function openCertificateRows(store: Store): Certificates {
  const fileOf = (name: string) => ({ shelf: 'certificate', name: requireCertificateName(name) }) as const;
  return {
    write: (name, bytes) =>
      store.write(async (rows) => {
        const known = await rows.keptFiles.read(fileOf(name));
        if (known) refuseOther(name, known, bytes);
        else await rows.keptFiles.put(fileOf(name), bytes);
        return name;
      }),
    read: (name) => store.read((rows) => rows.keptFiles.read(fileOf(name))),
    list: async () =>
      (await store.read((rows) => rows.keptFiles.list('certificate'))).map(({ name }) => name),
  };
}
