// An administrator's own templates in place of those built in: looked at anew before each mail, and left aside where broken.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { renderSamples } from './samples.ts';
import { wordTemplateFault } from './template-fault.ts';
import {
  builtInTemplates,
  compileTemplate,
  type Filler,
  type TemplateFile,
  type TemplateKind,
  type Templates,
  templateFiles,
} from './templates.ts';

/** Where a template comes from. `broken`: a file of the folder, in whose place the built-in one is used. */
export interface TemplateState {
  readonly file: string;
  readonly state: 'built-in' | 'own' | 'broken';
  /** What is wrong with it, without the text of the file; null where nothing is. */
  readonly fault: string | null;
}

export interface OwnTemplates extends Templates {
  /** Reads the folder as it is now and tries every file that changed. Never throws. */
  readonly look: () => Promise<readonly TemplateState[]>;
}

interface Own {
  readonly source: string;
  /** Null where it is broken. */
  readonly filler: Filler | null;
  readonly fault: string | null;
}

/** More is no template. */
const maxLength = 256 * 1024;

/** `onFault` hears of each fault once. */
export function openTemplates({
  folder,
  onFault,
}: {
  readonly folder: string | null;
  readonly onFault: (state: TemplateState) => void;
}): OwnTemplates {
  const own = new Map<string, Own>();
  const told = new Set<string>();
  const states = (found: ReadonlyMap<string, string>): TemplateState[] => {
    const known = templateFiles.map((file) => stateOf(file, own.get(file)));
    const strange = [...found.keys()].filter((name) => name.endsWith('.hbs') && !isTemplate(name));
    return [
      ...known,
      ...strange.map((file) =>
        broken(file, `no mail has a template of this name; allowed are ${templateFiles.join(', ')}`),
      ),
    ];
  };
  const tell = (all: readonly TemplateState[]): readonly TemplateState[] => {
    for (const state of all) {
      const key = JSON.stringify(state);
      if (state.fault !== null && !told.has(key)) onFault(state);
      told.add(key);
    }
    return all;
  };
  return {
    look: async () => {
      if (folder === null) return states(new Map());
      const found = readFolder(folder);
      if (found === null) return tell([broken(folder, 'the folder cannot be read'), ...states(new Map())]);
      for (const file of templateFiles) {
        const source = found.get(file);
        if (source === undefined) own.delete(file);
        else if (own.get(file)?.source !== source) own.set(file, await tryTemplate(file, source));
      }
      return tell(states(found));
    },
    fill: (file, view) => {
      const mine = own.get(file);
      if (mine === undefined || mine.filler === null) return builtInTemplates.fill(file, view);
      try {
        return mine.filler(view);
      } catch (error) {
        own.set(file, { ...mine, filler: null, fault: wordTemplateFault(error) });
        tell([stateOf(file, own.get(file))]);
        return builtInTemplates.fill(file, view);
      }
    },
  };
}

function isTemplate(name: string): name is TemplateFile {
  return (templateFiles as readonly string[]).includes(name);
}

function stateOf(file: TemplateFile, own: Own | undefined): TemplateState {
  if (own === undefined) return { file, state: 'built-in', fault: null };
  return own.fault === null ? { file, state: 'own', fault: null } : broken(file, own.fault);
}

function broken(file: string, fault: string): TemplateState {
  return { file, state: 'broken', fault };
}

function readFolder(folder: string): Map<string, string> | null {
  try {
    const names = readdirSync(folder, { withFileTypes: true }).filter(
      (one) => !one.isDirectory() && one.name.endsWith('.hbs'),
    );
    return new Map(names.map(({ name }) => [name, readSource(path.join(folder, name))]));
  } catch {
    return null;
  }
}

/** A little more than is allowed is enough to see that it is too long. */
function readSource(file: string): string {
  return readFileSync(file, 'utf8').slice(0, maxLength + 1);
}

/** Compiles it and fills it with made-up mails: in both languages, of every ending. */
async function tryTemplate(file: TemplateFile, source: string): Promise<Own> {
  if (source.length > maxLength) return { source, filler: null, fault: 'it is longer than 256 kB' };
  try {
    const filler = compileTemplate(file, source);
    const templates: Templates = {
      fill: (asked, view) => (asked === file ? filler(view) : builtInTemplates.fill(asked, view)),
    };
    const kind = file.replace(/\.(?:html|text)\.hbs$/, '') as TemplateKind;
    for (const language of ['en', 'de'] as const) {
      await renderSamples(kind, { templates, language, publicUrl: 'https://wiki.example.com/user-management' });
    }
    return { source, filler, fault: null };
  } catch (error) {
    return { source, filler: null, fault: wordTemplateFault(error) };
  }
}
