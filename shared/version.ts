/** Written on certificates and control sheets; a test holds it equal to package.json. */
export const VERSION = '0.4.0';
