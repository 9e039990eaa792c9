/** What the guide found, as far as this hall's queues take it: nothing is offered that leads nowhere. */
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { Words } from '../../../domain/contracts/identity.ts';
import type { GuideMatch } from '../../guide/ask-guide.ts';
import type { Audience } from '../choice.ts';
import { openItem, openTheme } from '../notice/open-choice.ts';
import { offered } from '../offers.ts';
import type { Screen } from '../screen.ts';

export interface Found {
	code: string;
	name: Words;
	theme: boolean;
	/** Items of a theme. */
	count: number;
	lifeStage: string;
	because: string[];
	/** Where the row leads. */
	opens: Screen;
	/** What routing needs to say how long one waits. */
	wanted: { audience: Audience; items: string[]; theme: string | null };
}

/** Matches in their order; `audience`: for whom the citizen came, where an item serves both. */
export function foundHere(
	matches: readonly Pick<GuideMatch, 'code' | 'because'>[],
	plan: HallPlan,
	catalogue: FaceCatalogue,
	audience: Audience,
): Found[] {
	const other: Audience = audience === 'personal' ? 'enterprise' : 'personal';
	const here = [audience, other].map((who) => ({ who, ...offered(plan, catalogue, who) }));
	return matches.flatMap(({ code, because }): Found[] => {
		for (const { who, themes, items } of here) {
			const theme = themes.find((one) => one.code === code);
			if (theme) {
				const standard = theme.items.filter((item) => item.default).map(({ ref }) => ref);
				const { name, lifeStage } = theme;
				const wanted = { audience: who, items: standard, theme: code };
				return [{ code, name, theme: true, count: theme.items.length, lifeStage, because, opens: openTheme(code), wanted }];
			}
			const item = items.find((one) => one.code === code);
			if (item) {
				const { name, lifeStage } = item;
				const wanted = { audience: who, items: [code], theme: null };
				return [{ code, name, theme: false, count: 1, lifeStage, because, opens: openItem(who, code), wanted }];
			}
		}
		return [];
	});
}
