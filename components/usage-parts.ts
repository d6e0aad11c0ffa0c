export { UsageDenials } from "./usage-denials";
export { UsageOverview } from "./usage-overview";
export { UsageRankings } from "./usage-ranking";
