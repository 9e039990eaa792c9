/** The first start of a station: before there is a hall, an engine or a face. Everything it knows comes through `window.tidehallSetUp`. */
import { createRoot } from 'react-dom/client';
import { installTokens } from '../design/tokens.ts';
import { WordsProvider } from '../words/words.tsx';
import { SetUpFace } from './set-up-face.tsx';
import '../design/base.css';
import '../design/components.css';
import './set-up.css';

installTokens(document, 'light');
const machine = window.tidehallSetUp;
const root = createRoot(document.getElementById('root') ?? document.body.appendChild(document.createElement('div')));
if (machine)
	void machine.wording().then((wording) => {
		document.documentElement.lang = 'zh-CN';
		root.render(
			<WordsProvider wording={wording} timezone={Intl.DateTimeFormat().resolvedOptions().timeZone}>
				<SetUpFace machine={machine} />
			</WordsProvider>,
		);
	});
