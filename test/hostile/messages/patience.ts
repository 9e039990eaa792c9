/** How long an answer may take before there is none, ms. A hunt runs beside everything else on a machine: slow is measured by `npm run flood`, not here. */
export const patienceMs = 60_000;
