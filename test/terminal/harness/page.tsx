/** Shows the terminal face with a scripted engine, for looking at it. Not product code. */
import { createRoot } from 'react-dom/client';
import '../../../renderer/design/base.css';
import '../../../renderer/design/components.css';
import '../../../renderer/terminal/terminal.css';
import hall from 'virtual:hall';
import type { StationConfig } from '../../../domain/contracts/bridge.ts';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import type { CardEvent } from '../../../domain/contracts/device.ts';
import { installTokens } from '../../../renderer/design/tokens.ts';
import { EngineProvider } from '../../../renderer/engine/use-engine.tsx';
import { Terminal } from '../../../renderer/terminal/terminal.tsx';
import { WordsProvider } from '../../../renderer/words/words.tsx';
import { applicationsInMemory } from './applications-in-memory.ts';
import { type Script, scriptedEngine } from './scripted-engine.ts';

const config = hall as StationConfig & { book: CatalogueBook };
const query = new URLSearchParams(location.search);
const plan = query.has('phone') ? { ...config.plan, phoneAddress: 'https://hall.example' } : config.plan;
const script = JSON.parse(query.get('script') ?? '{}') as Script & { reader?: string };
const listeners = new Set<(event: CardEvent) => void>();
const health = { device: 'T2-reader', kind: 'id-reader', state: script.reader ?? 'ready', code: 'ok', since: 0 };
Object.assign(window, {
	tidehall: {
		catalogue: async () => config.book,
		applications: applicationsInMemory(),
		printPaper: async ({ job }: { job: string }) => ({ job, outcome: 'printed', proof: 'done', code: 'ok' }),
		onCard(listener: (event: CardEvent) => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		onCode: () => () => {},
		onHealth: () => () => {},
		onDevices: () => () => {},
		onDisk: () => () => {},
		disk: async () => query.get('disk') ?? 'well',
		health: async () => [health],
		help: async () => {},
	},
	card: (event: CardEvent) => {
		for (const listener of listeners) listener(event);
	},
});
installTokens(document, 'light');
if (query.has('scale')) document.documentElement.style.setProperty('--text-scale', query.get('scale'));
const station = plan.stations.find((one) => one.id === 'T2');
if (station === undefined) throw new Error('no T2');
createRoot(document.getElementById('root') as HTMLElement).render(
	<EngineProvider client={scriptedEngine(plan, script)}>
		<WordsProvider wording={config.wording} timezone={config.plan.timezone}>
			<Terminal plan={plan} catalogue={config.catalogue} devices={config.devices} station={station} />
		</WordsProvider>
	</EngineProvider>,
);
