// Generated from shared/src/view by `npm run generate -w salesforce`: do not edit.

import actionsFor from '@salesforce/label/c.Dealside_actionsFor';
import ago from '@salesforce/label/c.Dealside_ago';
import answerExtracts from '@salesforce/label/c.Dealside_answerExtracts';
import answerNothing from '@salesforce/label/c.Dealside_answerNothing';
import answerSearched from '@salesforce/label/c.Dealside_answerSearched';
import asking from '@salesforce/label/c.Dealside_asking';
import askLabel from '@salesforce/label/c.Dealside_askLabel';
import askPlaceholder from '@salesforce/label/c.Dealside_askPlaceholder';
import askSend from '@salesforce/label/c.Dealside_askSend';
import callMinute from '@salesforce/label/c.Dealside_callMinute';
import cancel from '@salesforce/label/c.Dealside_cancel';
import certain from '@salesforce/label/c.Dealside_certain';
import changedTo from '@salesforce/label/c.Dealside_changedTo';
import close from '@salesforce/label/c.Dealside_close';
import closes from '@salesforce/label/c.Dealside_closes';
import confidenceNumber from '@salesforce/label/c.Dealside_confidenceNumber';
import connect from '@salesforce/label/c.Dealside_connect';
import connecting from '@salesforce/label/c.Dealside_connecting';
import correct from '@salesforce/label/c.Dealside_correct';
import corrected from '@salesforce/label/c.Dealside_corrected';
import correctLabel from '@salesforce/label/c.Dealside_correctLabel';
import correctSave from '@salesforce/label/c.Dealside_correctSave';
import diffAfter from '@salesforce/label/c.Dealside_diffAfter';
import diffBefore from '@salesforce/label/c.Dealside_diffBefore';
import dismiss from '@salesforce/label/c.Dealside_dismiss';
import dismissed from '@salesforce/label/c.Dealside_dismissed';
import dismissedCount from '@salesforce/label/c.Dealside_dismissedCount';
import due from '@salesforce/label/c.Dealside_due';
import emptyBody from '@salesforce/label/c.Dealside_emptyBody';
import emptyTitle from '@salesforce/label/c.Dealside_emptyTitle';
import emptyValue from '@salesforce/label/c.Dealside_emptyValue';
import errorTitle from '@salesforce/label/c.Dealside_errorTitle';
import fieldHistory from '@salesforce/label/c.Dealside_fieldHistory';
import fieldNoHistory from '@salesforce/label/c.Dealside_fieldNoHistory';
import freshnessTitle from '@salesforce/label/c.Dealside_freshnessTitle';
import kindCall from '@salesforce/label/c.Dealside_kindCall';
import kindField from '@salesforce/label/c.Dealside_kindField';
import kindMail from '@salesforce/label/c.Dealside_kindMail';
import kindMeeting from '@salesforce/label/c.Dealside_kindMeeting';
import kindNote from '@salesforce/label/c.Dealside_kindNote';
import kindTask from '@salesforce/label/c.Dealside_kindTask';
import lastContact from '@salesforce/label/c.Dealside_lastContact';
import likely from '@salesforce/label/c.Dealside_likely';
import loading from '@salesforce/label/c.Dealside_loading';
import madeBy from '@salesforce/label/c.Dealside_madeBy';
import manyInteractions from '@salesforce/label/c.Dealside_manyInteractions';
import manySignals from '@salesforce/label/c.Dealside_manySignals';
import markedSentence from '@salesforce/label/c.Dealside_markedSentence';
import noContact from '@salesforce/label/c.Dealside_noContact';
import noModelBody from '@salesforce/label/c.Dealside_noModelBody';
import notConnectedBody from '@salesforce/label/c.Dealside_notConnectedBody';
import notConnectedTitle from '@salesforce/label/c.Dealside_notConnectedTitle';
import notFoundTitle from '@salesforce/label/c.Dealside_notFoundTitle';
import notPermittedTitle from '@salesforce/label/c.Dealside_notPermittedTitle';
import oneInteraction from '@salesforce/label/c.Dealside_oneInteraction';
import oneSignal from '@salesforce/label/c.Dealside_oneSignal';
import openRecord from '@salesforce/label/c.Dealside_openRecord';
import openSource from '@salesforce/label/c.Dealside_openSource';
import originalWording from '@salesforce/label/c.Dealside_originalWording';
import overdue from '@salesforce/label/c.Dealside_overdue';
import peopleScale from '@salesforce/label/c.Dealside_peopleScale';
import preparingBody from '@salesforce/label/c.Dealside_preparingBody';
import preparingTitle from '@salesforce/label/c.Dealside_preparingTitle';
import product from '@salesforce/label/c.Dealside_product';
import refresh from '@salesforce/label/c.Dealside_refresh';
import refreshFailed from '@salesforce/label/c.Dealside_refreshFailed';
import refreshing from '@salesforce/label/c.Dealside_refreshing';
import retry from '@salesforce/label/c.Dealside_retry';
import save from '@salesforce/label/c.Dealside_save';
import saveConfirm from '@salesforce/label/c.Dealside_saveConfirm';
import saved from '@salesforce/label/c.Dealside_saved';
import savedNoChange from '@salesforce/label/c.Dealside_savedNoChange';
import saveFailed from '@salesforce/label/c.Dealside_saveFailed';
import saveNothing from '@salesforce/label/c.Dealside_saveNothing';
import savePreview from '@salesforce/label/c.Dealside_savePreview';
import saveQueued from '@salesforce/label/c.Dealside_saveQueued';
import saving from '@salesforce/label/c.Dealside_saving';
import sectionAsk from '@salesforce/label/c.Dealside_sectionAsk';
import sectionAsks from '@salesforce/label/c.Dealside_sectionAsks';
import sectionChanges from '@salesforce/label/c.Dealside_sectionChanges';
import sectionEarlierChanges from '@salesforce/label/c.Dealside_sectionEarlierChanges';
import sectionFacts from '@salesforce/label/c.Dealside_sectionFacts';
import sectionHeadline from '@salesforce/label/c.Dealside_sectionHeadline';
import sectionNextSteps from '@salesforce/label/c.Dealside_sectionNextSteps';
import sectionPeople from '@salesforce/label/c.Dealside_sectionPeople';
import sectionRisks from '@salesforce/label/c.Dealside_sectionRisks';
import sectionSinceYouLooked from '@salesforce/label/c.Dealside_sectionSinceYouLooked';
import setupApiBudget from '@salesforce/label/c.Dealside_setupApiBudget';
import setupApiBudgetAttention from '@salesforce/label/c.Dealside_setupApiBudgetAttention';
import setupApiBudgetOk from '@salesforce/label/c.Dealside_setupApiBudgetOk';
import setupApiBudgetUnknown from '@salesforce/label/c.Dealside_setupApiBudgetUnknown';
import setupChangeEvents from '@salesforce/label/c.Dealside_setupChangeEvents';
import setupChangeEventsAttention from '@salesforce/label/c.Dealside_setupChangeEventsAttention';
import setupChangeEventsOk from '@salesforce/label/c.Dealside_setupChangeEventsOk';
import setupChangeEventsUnknown from '@salesforce/label/c.Dealside_setupChangeEventsUnknown';
import setupCheckAgain from '@salesforce/label/c.Dealside_setupCheckAgain';
import setupCheckedAt from '@salesforce/label/c.Dealside_setupCheckedAt';
import setupChecking from '@salesforce/label/c.Dealside_setupChecking';
import setupConnection from '@salesforce/label/c.Dealside_setupConnection';
import setupConnectionAttention from '@salesforce/label/c.Dealside_setupConnectionAttention';
import setupConnectionFailed from '@salesforce/label/c.Dealside_setupConnectionFailed';
import setupConnectionOk from '@salesforce/label/c.Dealside_setupConnectionOk';
import setupDatabase from '@salesforce/label/c.Dealside_setupDatabase';
import setupDatabaseFailed from '@salesforce/label/c.Dealside_setupDatabaseFailed';
import setupDatabaseOk from '@salesforce/label/c.Dealside_setupDatabaseOk';
import setupDone from '@salesforce/label/c.Dealside_setupDone';
import setupFields from '@salesforce/label/c.Dealside_setupFields';
import setupFieldsAttention from '@salesforce/label/c.Dealside_setupFieldsAttention';
import setupFieldsOk from '@salesforce/label/c.Dealside_setupFieldsOk';
import setupFirstLoad from '@salesforce/label/c.Dealside_setupFirstLoad';
import setupFirstLoadAttention from '@salesforce/label/c.Dealside_setupFirstLoadAttention';
import setupFirstLoadFailed from '@salesforce/label/c.Dealside_setupFirstLoadFailed';
import setupFirstLoadOk from '@salesforce/label/c.Dealside_setupFirstLoadOk';
import setupFirstLoadStart from '@salesforce/label/c.Dealside_setupFirstLoadStart';
import setupFirstLoadUnknown from '@salesforce/label/c.Dealside_setupFirstLoadUnknown';
import setupInsights from '@salesforce/label/c.Dealside_setupInsights';
import setupInsightsAttention from '@salesforce/label/c.Dealside_setupInsightsAttention';
import setupInsightsFailed from '@salesforce/label/c.Dealside_setupInsightsFailed';
import setupInsightsOk from '@salesforce/label/c.Dealside_setupInsightsOk';
import setupIntro from '@salesforce/label/c.Dealside_setupIntro';
import setupLive from '@salesforce/label/c.Dealside_setupLive';
import setupLiveAttention from '@salesforce/label/c.Dealside_setupLiveAttention';
import setupLiveFailed from '@salesforce/label/c.Dealside_setupLiveFailed';
import setupLiveOk from '@salesforce/label/c.Dealside_setupLiveOk';
import setupLiveUnknown from '@salesforce/label/c.Dealside_setupLiveUnknown';
import setupModel from '@salesforce/label/c.Dealside_setupModel';
import setupModelFailed from '@salesforce/label/c.Dealside_setupModelFailed';
import setupModelOk from '@salesforce/label/c.Dealside_setupModelOk';
import setupObjects from '@salesforce/label/c.Dealside_setupObjects';
import setupObjectsFailed from '@salesforce/label/c.Dealside_setupObjectsFailed';
import setupObjectsOk from '@salesforce/label/c.Dealside_setupObjectsOk';
import setupOpen from '@salesforce/label/c.Dealside_setupOpen';
import setupOrg from '@salesforce/label/c.Dealside_setupOrg';
import setupOrgFailed from '@salesforce/label/c.Dealside_setupOrgFailed';
import setupOrgOk from '@salesforce/label/c.Dealside_setupOrgOk';
import setupPermissionSets from '@salesforce/label/c.Dealside_setupPermissionSets';
import setupPermissionSetsAttention from '@salesforce/label/c.Dealside_setupPermissionSetsAttention';
import setupPermissionSetsFailed from '@salesforce/label/c.Dealside_setupPermissionSetsFailed';
import setupPermissionSetsOk from '@salesforce/label/c.Dealside_setupPermissionSetsOk';
import setupPermissionSetsUnknown from '@salesforce/label/c.Dealside_setupPermissionSetsUnknown';
import setupReach from '@salesforce/label/c.Dealside_setupReach';
import setupReachFailed from '@salesforce/label/c.Dealside_setupReachFailed';
import setupReachOk from '@salesforce/label/c.Dealside_setupReachOk';
import setupRoleBody from '@salesforce/label/c.Dealside_setupRoleBody';
import setupRoleTitle from '@salesforce/label/c.Dealside_setupRoleTitle';
import setupSearch from '@salesforce/label/c.Dealside_setupSearch';
import setupSearchFailed from '@salesforce/label/c.Dealside_setupSearchFailed';
import setupSearchOk from '@salesforce/label/c.Dealside_setupSearchOk';
import setupSignIn from '@salesforce/label/c.Dealside_setupSignIn';
import setupSignInFailed from '@salesforce/label/c.Dealside_setupSignInFailed';
import setupSignInOk from '@salesforce/label/c.Dealside_setupSignInOk';
import setupStateAttention from '@salesforce/label/c.Dealside_setupStateAttention';
import setupStateFailed from '@salesforce/label/c.Dealside_setupStateFailed';
import setupStateOk from '@salesforce/label/c.Dealside_setupStateOk';
import setupStateUnknown from '@salesforce/label/c.Dealside_setupStateUnknown';
import setupTitle from '@salesforce/label/c.Dealside_setupTitle';
import setupTrustedUrl from '@salesforce/label/c.Dealside_setupTrustedUrl';
import setupTrustedUrlAttention from '@salesforce/label/c.Dealside_setupTrustedUrlAttention';
import setupTrustedUrlOk from '@salesforce/label/c.Dealside_setupTrustedUrlOk';
import setupTrustedUrlUnknown from '@salesforce/label/c.Dealside_setupTrustedUrlUnknown';
import showLess from '@salesforce/label/c.Dealside_showLess';
import showMore from '@salesforce/label/c.Dealside_showMore';
import sourceCalls from '@salesforce/label/c.Dealside_sourceCalls';
import sourceCrm from '@salesforce/label/c.Dealside_sourceCrm';
import sourceGap from '@salesforce/label/c.Dealside_sourceGap';
import sourceLoading from '@salesforce/label/c.Dealside_sourceLoading';
import sourceMail from '@salesforce/label/c.Dealside_sourceMail';
import sourceNotRead from '@salesforce/label/c.Dealside_sourceNotRead';
import staleBody from '@salesforce/label/c.Dealside_staleBody';
import stateAtRisk from '@salesforce/label/c.Dealside_stateAtRisk';
import stateClosedLost from '@salesforce/label/c.Dealside_stateClosedLost';
import stateClosedWon from '@salesforce/label/c.Dealside_stateClosedWon';
import stateNeedsAttention from '@salesforce/label/c.Dealside_stateNeedsAttention';
import stateNoEvidence from '@salesforce/label/c.Dealside_stateNoEvidence';
import stateOnTrack from '@salesforce/label/c.Dealside_stateOnTrack';
import thumbDown from '@salesforce/label/c.Dealside_thumbDown';
import thumbUp from '@salesforce/label/c.Dealside_thumbUp';
import undo from '@salesforce/label/c.Dealside_undo';
import undoing from '@salesforce/label/c.Dealside_undoing';
import undone from '@salesforce/label/c.Dealside_undone';
import unreachable from '@salesforce/label/c.Dealside_unreachable';
import unsure from '@salesforce/label/c.Dealside_unsure';
import why from '@salesforce/label/c.Dealside_why';
import whyAdapter from '@salesforce/label/c.Dealside_whyAdapter';
import whyEvidence from '@salesforce/label/c.Dealside_whyEvidence';
import whyEvidenceCount from '@salesforce/label/c.Dealside_whyEvidenceCount';
import whyExtracts from '@salesforce/label/c.Dealside_whyExtracts';
import whyMade from '@salesforce/label/c.Dealside_whyMade';
import whyMadeAt from '@salesforce/label/c.Dealside_whyMadeAt';
import whyMadeBy from '@salesforce/label/c.Dealside_whyMadeBy';
import whyPrompt from '@salesforce/label/c.Dealside_whyPrompt';
import whyRejected from '@salesforce/label/c.Dealside_whyRejected';
import whyRejectedMany from '@salesforce/label/c.Dealside_whyRejectedMany';
import whyRejectedNone from '@salesforce/label/c.Dealside_whyRejectedNone';
import whyRejectedOne from '@salesforce/label/c.Dealside_whyRejectedOne';

export const words = {
  product,
  refresh,
  refreshing,
  retry,
  close,
  cancel,
  undo,
  loading,
  stateAtRisk,
  stateNeedsAttention,
  stateOnTrack,
  stateClosedWon,
  stateClosedLost,
  stateNoEvidence,
  oneSignal,
  manySignals,
  closes,
  sourceCrm,
  sourceMail,
  sourceCalls,
  sourceNotRead,
  sourceGap,
  freshnessTitle,
  sectionHeadline,
  sectionSinceYouLooked,
  sectionChanges,
  sectionEarlierChanges,
  sectionRisks,
  sectionNextSteps,
  sectionAsks,
  sectionFacts,
  sectionPeople,
  sectionAsk,
  showMore,
  showLess,
  dismissedCount,
  certain,
  likely,
  unsure,
  confidenceNumber,
  due,
  overdue,
  ago,
  openSource,
  sourceLoading,
  kindField,
  kindMail,
  kindCall,
  kindMeeting,
  kindTask,
  kindNote,
  fieldHistory,
  fieldNoHistory,
  emptyValue,
  changedTo,
  callMinute,
  markedSentence,
  thumbUp,
  thumbDown,
  correct,
  correctLabel,
  correctSave,
  corrected,
  originalWording,
  dismiss,
  dismissed,
  actionsFor,
  save,
  savePreview,
  saveNothing,
  saveConfirm,
  saving,
  saved,
  savedNoChange,
  saveQueued,
  saveFailed,
  openRecord,
  undoing,
  undone,
  diffBefore,
  diffAfter,
  lastContact,
  noContact,
  oneInteraction,
  manyInteractions,
  peopleScale,
  askLabel,
  askPlaceholder,
  askSend,
  asking,
  answerNothing,
  answerSearched,
  answerExtracts,
  madeBy,
  why,
  whyMadeBy,
  whyExtracts,
  whyPrompt,
  whyEvidence,
  whyEvidenceCount,
  whyMade,
  whyMadeAt,
  whyRejected,
  whyRejectedNone,
  whyRejectedOne,
  whyRejectedMany,
  whyAdapter,
  preparingTitle,
  preparingBody,
  emptyTitle,
  emptyBody,
  staleBody,
  noModelBody,
  errorTitle,
  notPermittedTitle,
  notFoundTitle,
  notConnectedTitle,
  notConnectedBody,
  connect,
  connecting,
  unreachable,
  refreshFailed,
  setupTitle,
  setupIntro,
  setupCheckAgain,
  setupChecking,
  setupCheckedAt,
  setupDone,
  setupOpen,
  setupStateOk,
  setupStateAttention,
  setupStateFailed,
  setupStateUnknown,
  setupRoleTitle,
  setupRoleBody,
  setupReach,
  setupReachOk,
  setupReachFailed,
  setupSignIn,
  setupSignInOk,
  setupSignInFailed,
  setupOrg,
  setupOrgOk,
  setupOrgFailed,
  setupConnection,
  setupConnectionOk,
  setupConnectionAttention,
  setupConnectionFailed,
  setupPermissionSets,
  setupPermissionSetsOk,
  setupPermissionSetsAttention,
  setupPermissionSetsFailed,
  setupPermissionSetsUnknown,
  setupObjects,
  setupObjectsOk,
  setupObjectsFailed,
  setupFields,
  setupFieldsOk,
  setupFieldsAttention,
  setupInsights,
  setupInsightsOk,
  setupInsightsAttention,
  setupInsightsFailed,
  setupTrustedUrl,
  setupTrustedUrlOk,
  setupTrustedUrlAttention,
  setupTrustedUrlUnknown,
  setupChangeEvents,
  setupChangeEventsOk,
  setupChangeEventsAttention,
  setupChangeEventsUnknown,
  setupLive,
  setupLiveOk,
  setupLiveAttention,
  setupLiveFailed,
  setupLiveUnknown,
  setupApiBudget,
  setupApiBudgetOk,
  setupApiBudgetAttention,
  setupApiBudgetUnknown,
  setupFirstLoad,
  setupFirstLoadOk,
  setupFirstLoadAttention,
  setupFirstLoadFailed,
  setupFirstLoadUnknown,
  setupFirstLoadStart,
  setupDatabase,
  setupDatabaseOk,
  setupDatabaseFailed,
  setupSearch,
  setupSearchOk,
  setupSearchFailed,
  setupModel,
  setupModelOk,
  setupModelFailed,
};
