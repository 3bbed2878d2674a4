/**
 * Names of the parts of a package. The standard (ECMA-376, part 2) ignores their case; writers on other systems also leave
 * backslashes, a leading slash or dot, escaped signs, and Excel opens them all.
 */

/** How names of parts are compared: two names with one key are one part. */
export function partKey(name: string): string {
  return resolved(name.replaceAll('\\', '/')).toLowerCase();
}

/** Where a relationship of a part in `folder` leads. */
export function partPath(folder: string, target: string): string {
  const path = unescaped(target.trim().replaceAll('\\', '/'));
  return resolved(path.startsWith('/') ? path : `${folder}${path}`);
}

/** Without `.`, `..` and empty steps; what would leave the package stays at its root. */
function resolved(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** `sheet%201.xml`; a target is no address when its escapes are none. */
function unescaped(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch (error) {
    if (error instanceof URIError) return target;
    throw error;
  }
}
