/** What both staff faces stand on: Ant Design in our tokens, its own words in the face's language, one ring of focus. */
import { ConfigProvider } from 'antd';
import english from 'antd/locale/en_US';
import chinese from 'antd/locale/zh_CN';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { useLanguage } from '../words/words.tsx';
import { staffTheme } from './ant-theme.ts';
import './staff.css';

/** The page's nonce, where its content security policy hands one out; Ant Design writes style elements. */
function pageNonce(): string | undefined {
	const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
	return meta?.nonce || undefined;
}

/** Follows the answer: a tablet is taken off its keyboard while it is worked at. */
function useMedia(query: string): boolean {
	const [follow, ask] = useMemo(() => {
		const media = window.matchMedia(query);
		const listen = (tell: () => void) => {
			media.addEventListener('change', tell);
			return () => media.removeEventListener('change', tell);
		};
		return [listen, () => media.matches] as const;
	}, [query]);
	return useSyncExternalStore(follow, ask);
}

/** Must stand inside `WordsProvider`. */
export function StaffFace({ children }: { children: ReactNode }) {
	const { language } = useLanguage();
	const reduced = useMedia('(prefers-reduced-motion: reduce)');
	const byFinger = useMedia('(pointer: coarse)');
	const theme = useMemo(() => staffTheme(reduced, byFinger), [reduced, byFinger]);
	const csp = useMemo(() => ({ nonce: pageNonce() }), []);
	return (
		<ConfigProvider
			theme={theme}
			locale={language === 'en' ? english : chinese}
			csp={csp}
			wave={{ disabled: true }}
			button={{ autoInsertSpace: false }}
		>
			<div className="staff-face">{children}</div>
		</ConfigProvider>
	);
}
