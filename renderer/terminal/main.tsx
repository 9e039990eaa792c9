/** Start of the terminal face. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../design/base.css';
import '../design/components.css';
import './terminal.css';
import { installTokens } from '../design/tokens.ts';
import { connectEngineClient } from '../engine/client.ts';
import { EngineProvider } from '../engine/use-engine.tsx';
import { WordsProvider } from '../words/words.tsx';
import { Terminal } from './terminal.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('terminal.html has no #root');
installTokens(document, 'light');

const { client, config, face } = await connectEngineClient();
const station = config.plan.stations.find((one) => one.id === face.station && one.role === 'terminal');
if (station === undefined) throw new Error('The hall has no terminal with the id of this face.');

createRoot(root).render(
	<StrictMode>
		<EngineProvider client={client}>
			<WordsProvider wording={config.wording} timezone={config.plan.timezone}>
				<Terminal plan={config.plan} catalogue={config.catalogue} devices={config.devices} station={station} />
			</WordsProvider>
		</EngineProvider>
	</StrictMode>,
);
