/** Loaded only when a YAML file is there, by a name of ours: once bundled, a package that is no ES module gives none itself. */
export { parse, stringify, YAMLParseError } from 'yaml';
