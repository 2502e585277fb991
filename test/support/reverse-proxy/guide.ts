// The rules for reverse proxies exactly as the guide prints them, with the addresses of a test in place of the sample's.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const guide = path.resolve(import.meta.dirname, '../../../atlassian-plugin-descriptor/INSTALL.md');

export interface RulePlace {
  /** The language of the fenced block: `nginx` or `apache`. */
  readonly language: string;
  /** Of the site, empty where there is none. */
  readonly contextPath: string;
  readonly sidecarPort: number;
}

/** Throws where the guide prints no such rule, or one for other addresses than it speaks of. */
export async function readRule({ language, contextPath, sidecarPort }: RulePlace): Promise<string> {
  const text = await readFile(guide, 'utf8');
  const rule = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';
  if (!rule.includes('127.0.0.1:8390') || !rule.includes('/confluence/user-management/')) {
    throw new Error(`INSTALL.md prints no rule for ${language}`);
  }
  return rule.replaceAll('127.0.0.1:8390', `127.0.0.1:${sidecarPort}`).replaceAll('/confluence', contextPath);
}
