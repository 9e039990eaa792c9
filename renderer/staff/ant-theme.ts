/** Ant Design as the staff faces wear it: every value is one of our tokens, waves and long motion are off. */
import type { ThemeConfig } from 'antd';
import { tokens } from '../design/tokens.ts';

/** WCAG 2.2, enhanced: what is pressed by a finger. */
const fingerHeight = 44;

/** `reduced`: the person asked the system for less motion. `byFinger`: what points here first is a finger. */
export function staffTheme(reduced: boolean, byFinger = false): ThemeConfig {
	const colour = tokens.color.light;
	const staff = tokens.type.staff;
	return {
		token: {
			colorPrimary: colour.tide,
			colorInfo: colour.tide,
			colorLink: colour.tide,
			colorSuccess: colour.ok,
			colorWarning: colour.wait,
			colorError: colour.alarm,
			// What the library works out from dark colours is mud: our own soft ones stand behind messages.
			colorInfoBg: colour.tideSoft,
			colorInfoBorder: colour.tide,
			colorSuccessBg: colour.okSoft,
			colorSuccessBorder: colour.ok,
			colorWarningBg: colour.waitSoft,
			colorWarningBorder: colour.wait,
			colorErrorBg: colour.alarmSoft,
			colorErrorBorder: colour.alarm,
			colorText: colour.ink,
			colorTextSecondary: colour.ink2,
			colorTextTertiary: colour.ink3,
			colorTextDescription: colour.ink2,
			colorTextPlaceholder: colour.ink3,
			colorTextDisabled: colour.ink3,
			colorBgContainerDisabled: colour.quiet,
			colorBorder: colour.edge,
			colorBorderSecondary: colour.line,
			colorSplit: colour.line,
			colorBgLayout: colour.bg,
			colorBgContainer: colour.surface,
			borderRadius: tokens.radius.control,
			borderRadiusLG: tokens.radius.card,
			fontFamily: 'var(--font)',
			fontSize: staff.body,
			fontSizeSM: staff.small,
			fontWeightStrong: tokens.font.weights.strong,
			controlHeight: byFinger ? fingerHeight : 40,
			controlHeightLG: tokens.target.staffAction,
			controlHeightSM: byFinger ? fingerHeight : tokens.target.staffMin,
			motion: !reduced,
			motionDurationFast: `${tokens.motion.tap / 1000}s`,
			motionDurationMid: `${tokens.motion.state / 1000}s`,
			motionDurationSlow: `${tokens.motion.screen / 1000}s`,
			motionEaseInOut: tokens.motion.easing,
			motionEaseOut: tokens.motion.easing,
			boxShadow: tokens.elevation.raised,
			boxShadowSecondary: tokens.elevation.raised,
		},
		components: {
			Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: tokens.font.weights.text },
			Input: { activeShadow: 'none' },
		},
	};
}
