/** The device bench of the demo hall: lay a card on the reader, see the paper and the displays, switch faults on. */
import { createRoot } from 'react-dom/client';
import '../design/base.css';
import '../design/components.css';
import { installTokens } from '../design/tokens.ts';
import { loadStationConfig } from '../words/station-config.ts';
import { WordsProvider } from '../words/words.tsx';
import './bench.css';
import { Bench } from './bench.tsx';

installTokens(document, 'light');
const config = await loadStationConfig();
createRoot(document.getElementById('root')!).render(
	<WordsProvider wording={config.wording} timezone={config.plan.timezone}>
		<Bench />
	</WordsProvider>,
);
