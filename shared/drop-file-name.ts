/** Names that a file of the charity may bear on the drop: docs/rules/layouts.md. */
const FIT = /^[A-Z0-9_-]{1,80}\.xlsx\.pgp$/;
/** What opens without a key; a browser or a file manager adds ` (1)`. */
const IN_CLEAR = /\.(xlsx?|xlsm|xlsb|csv|tsv|ods|txt|zip)(\s*\(\d+\))?$/i;

/** True for a file whose name says that anybody who reads the drop can open it: a workbook, a list, an archive. */
export function isNamedInClear(name: string): boolean {
  return IN_CLEAR.test(name);
}

/** What keeps a file of the drop from being imported under its name, in French; undefined for a name that may do. */
export function unfitName(name: string): string | undefined {
  if (isNamedInClear(name)) return 'EN CLAIR : incident de données';
  return FIT.test(name) ? undefined : 'nom à corriger : CAPITALES puis .xlsx.pgp';
}
