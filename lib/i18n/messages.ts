import type { Locale } from "./locale";
import accountsDe from "./messages/de/accounts.json";
import alertsDe from "./messages/de/alerts.json";
import apiKeysDe from "./messages/de/api-keys.json";
import apiReferenceDe from "./messages/de/api-reference.json";
import auditDe from "./messages/de/audit.json";
import commandsDe from "./messages/de/commands.json";
import commonDe from "./messages/de/common.json";
import connectionDe from "./messages/de/connection.json";
import denialsDe from "./messages/de/denials.json";
import errorsDe from "./messages/de/errors.json";
import guideDe from "./messages/de/guide.json";
import homeDe from "./messages/de/home.json";
import inventoryDe from "./messages/de/inventory.json";
import liveDe from "./messages/de/live.json";
import namespacesDe from "./messages/de/namespaces.json";
import navDe from "./messages/de/nav.json";
import peopleDe from "./messages/de/people.json";
import policiesDe from "./messages/de/policies.json";
import profileDe from "./messages/de/profile.json";
import regionsDe from "./messages/de/regions.json";
import rolesDe from "./messages/de/roles.json";
import serviceIdsDe from "./messages/de/service-ids.json";
import settingsDe from "./messages/de/settings.json";
import signInDe from "./messages/de/sign-in.json";
import statusDe from "./messages/de/status.json";
import usageDe from "./messages/de/usage.json";
import accountsEn from "./messages/en/accounts.json";
import alertsEn from "./messages/en/alerts.json";
import apiKeysEn from "./messages/en/api-keys.json";
import apiReferenceEn from "./messages/en/api-reference.json";
import auditEn from "./messages/en/audit.json";
import commandsEn from "./messages/en/commands.json";
import commonEn from "./messages/en/common.json";
import connectionEn from "./messages/en/connection.json";
import denialsEn from "./messages/en/denials.json";
import errorsEn from "./messages/en/errors.json";
import guideEn from "./messages/en/guide.json";
import homeEn from "./messages/en/home.json";
import inventoryEn from "./messages/en/inventory.json";
import liveEn from "./messages/en/live.json";
import namespacesEn from "./messages/en/namespaces.json";
import navEn from "./messages/en/nav.json";
import peopleEn from "./messages/en/people.json";
import policiesEn from "./messages/en/policies.json";
import profileEn from "./messages/en/profile.json";
import regionsEn from "./messages/en/regions.json";
import rolesEn from "./messages/en/roles.json";
import serviceIdsEn from "./messages/en/service-ids.json";
import settingsEn from "./messages/en/settings.json";
import signInEn from "./messages/en/sign-in.json";
import statusEn from "./messages/en/status.json";
import usageEn from "./messages/en/usage.json";

const en = {
  accounts: accountsEn,
  alerts: alertsEn,
  "api-keys": apiKeysEn,
  "api-reference": apiReferenceEn,
  audit: auditEn,
  commands: commandsEn,
  common: commonEn,
  connection: connectionEn,
  denials: denialsEn,
  errors: errorsEn,
  guide: guideEn,
  home: homeEn,
  inventory: inventoryEn,
  live: liveEn,
  namespaces: namespacesEn,
  nav: navEn,
  people: peopleEn,
  policies: policiesEn,
  profile: profileEn,
  regions: regionsEn,
  roles: rolesEn,
  "service-ids": serviceIdsEn,
  settings: settingsEn,
  "sign-in": signInEn,
  status: statusEn,
  usage: usageEn,
};

/** All messages, by namespace; a namespace is named like its file. */
export type Messages = typeof en;

// The type makes a missing German message a compile error.
const de: Messages = {
  accounts: accountsDe,
  alerts: alertsDe,
  "api-keys": apiKeysDe,
  "api-reference": apiReferenceDe,
  audit: auditDe,
  commands: commandsDe,
  common: commonDe,
  connection: connectionDe,
  denials: denialsDe,
  errors: errorsDe,
  guide: guideDe,
  home: homeDe,
  inventory: inventoryDe,
  live: liveDe,
  namespaces: namespacesDe,
  nav: navDe,
  people: peopleDe,
  policies: policiesDe,
  profile: profileDe,
  regions: regionsDe,
  roles: rolesDe,
  "service-ids": serviceIdsDe,
  settings: settingsDe,
  "sign-in": signInDe,
  status: statusDe,
  usage: usageDe,
};

export const messages: Record<Locale, Messages> = { en, de };
