// Generated from shared/src/view by `npm run generate -w salesforce`: do not edit.

import aboutDeal from '@salesforce/label/c.Dealside_aboutDeal';
import actionsFor from '@salesforce/label/c.Dealside_actionsFor';
import ago from '@salesforce/label/c.Dealside_ago';
import answerExtracts from '@salesforce/label/c.Dealside_answerExtracts';
import answerNothing from '@salesforce/label/c.Dealside_answerNothing';
import answerSearched from '@salesforce/label/c.Dealside_answerSearched';
import answerUnclear from '@salesforce/label/c.Dealside_answerUnclear';
import answerUnclearNothing from '@salesforce/label/c.Dealside_answerUnclearNothing';
import answerUnderstood from '@salesforce/label/c.Dealside_answerUnderstood';
import askFollowUp from '@salesforce/label/c.Dealside_askFollowUp';
import asking from '@salesforce/label/c.Dealside_asking';
import askLabel from '@salesforce/label/c.Dealside_askLabel';
import askLabelAccount from '@salesforce/label/c.Dealside_askLabelAccount';
import askLabelContact from '@salesforce/label/c.Dealside_askLabelContact';
import askLabelLead from '@salesforce/label/c.Dealside_askLabelLead';
import askPlaceholder from '@salesforce/label/c.Dealside_askPlaceholder';
import askSend from '@salesforce/label/c.Dealside_askSend';
import askStartOver from '@salesforce/label/c.Dealside_askStartOver';
import attentionBudget from '@salesforce/label/c.Dealside_attentionBudget';
import attentionDismiss from '@salesforce/label/c.Dealside_attentionDismiss';
import attentionDismissed from '@salesforce/label/c.Dealside_attentionDismissed';
import attentionEmptyBody from '@salesforce/label/c.Dealside_attentionEmptyBody';
import attentionEmptyTitle from '@salesforce/label/c.Dealside_attentionEmptyTitle';
import attentionErrorTitle from '@salesforce/label/c.Dealside_attentionErrorTitle';
import attentionHeldBack from '@salesforce/label/c.Dealside_attentionHeldBack';
import attentionLoading from '@salesforce/label/c.Dealside_attentionLoading';
import attentionMuted from '@salesforce/label/c.Dealside_attentionMuted';
import attentionNoDeals from '@salesforce/label/c.Dealside_attentionNoDeals';
import attentionPrecision from '@salesforce/label/c.Dealside_attentionPrecision';
import attentionRefresh from '@salesforce/label/c.Dealside_attentionRefresh';
import attentionTitle from '@salesforce/label/c.Dealside_attentionTitle';
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
import crmAnswer from '@salesforce/label/c.Dealside_crmAnswer';
import crmAsking from '@salesforce/label/c.Dealside_crmAsking';
import crmByModel from '@salesforce/label/c.Dealside_crmByModel';
import crmConnectBody from '@salesforce/label/c.Dealside_crmConnectBody';
import crmErrorTitle from '@salesforce/label/c.Dealside_crmErrorTitle';
import crmExampleDeals from '@salesforce/label/c.Dealside_crmExampleDeals';
import crmExampleQuiet from '@salesforce/label/c.Dealside_crmExampleQuiet';
import crmExampleStages from '@salesforce/label/c.Dealside_crmExampleStages';
import crmLabel from '@salesforce/label/c.Dealside_crmLabel';
import crmManyRows from '@salesforce/label/c.Dealside_crmManyRows';
import crmNo from '@salesforce/label/c.Dealside_crmNo';
import crmNoRows from '@salesforce/label/c.Dealside_crmNoRows';
import crmOneRow from '@salesforce/label/c.Dealside_crmOneRow';
import crmPlaceholder from '@salesforce/label/c.Dealside_crmPlaceholder';
import crmQueryHelp from '@salesforce/label/c.Dealside_crmQueryHelp';
import crmQueryLabel from '@salesforce/label/c.Dealside_crmQueryLabel';
import crmRead from '@salesforce/label/c.Dealside_crmRead';
import crmRowsMore from '@salesforce/label/c.Dealside_crmRowsMore';
import crmRun from '@salesforce/label/c.Dealside_crmRun';
import crmShowQuery from '@salesforce/label/c.Dealside_crmShowQuery';
import crmTitle from '@salesforce/label/c.Dealside_crmTitle';
import crmTry from '@salesforce/label/c.Dealside_crmTry';
import crmYes from '@salesforce/label/c.Dealside_crmYes';
import diffAfter from '@salesforce/label/c.Dealside_diffAfter';
import diffBefore from '@salesforce/label/c.Dealside_diffBefore';
import dismiss from '@salesforce/label/c.Dealside_dismiss';
import dismissed from '@salesforce/label/c.Dealside_dismissed';
import dismissedCount from '@salesforce/label/c.Dealside_dismissedCount';
import due from '@salesforce/label/c.Dealside_due';
import emptyBody from '@salesforce/label/c.Dealside_emptyBody';
import emptyTitle from '@salesforce/label/c.Dealside_emptyTitle';
import emptyValue from '@salesforce/label/c.Dealside_emptyValue';
import error_bad_request from '@salesforce/label/c.Dealside_error_bad_request';
import error_body_too_large from '@salesforce/label/c.Dealside_error_body_too_large';
import error_conflict from '@salesforce/label/c.Dealside_error_conflict';
import error_crm_changed from '@salesforce/label/c.Dealside_error_crm_changed';
import error_crm_not_connected from '@salesforce/label/c.Dealside_error_crm_not_connected';
import error_crm_rejected from '@salesforce/label/c.Dealside_error_crm_rejected';
import error_crm_unavailable from '@salesforce/label/c.Dealside_error_crm_unavailable';
import error_internal from '@salesforce/label/c.Dealside_error_internal';
import error_method_not_allowed from '@salesforce/label/c.Dealside_error_method_not_allowed';
import error_model_unavailable from '@salesforce/label/c.Dealside_error_model_unavailable';
import error_not_found from '@salesforce/label/c.Dealside_error_not_found';
import error_not_permitted from '@salesforce/label/c.Dealside_error_not_permitted';
import error_overloaded from '@salesforce/label/c.Dealside_error_overloaded';
import error_question_too_long from '@salesforce/label/c.Dealside_error_question_too_long';
import error_record_not_found from '@salesforce/label/c.Dealside_error_record_not_found';
import error_role_required from '@salesforce/label/c.Dealside_error_role_required';
import error_search_unavailable from '@salesforce/label/c.Dealside_error_search_unavailable';
import error_session_expired from '@salesforce/label/c.Dealside_error_session_expired';
import error_session_missing from '@salesforce/label/c.Dealside_error_session_missing';
import error_timed_out from '@salesforce/label/c.Dealside_error_timed_out';
import error_too_many_requests from '@salesforce/label/c.Dealside_error_too_many_requests';
import error_unreadable_document from '@salesforce/label/c.Dealside_error_unreadable_document';
import error_unsupported_media_type from '@salesforce/label/c.Dealside_error_unsupported_media_type';
import error_upstream_garbage from '@salesforce/label/c.Dealside_error_upstream_garbage';
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
import makeTask from '@salesforce/label/c.Dealside_makeTask';
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
import openTask from '@salesforce/label/c.Dealside_openTask';
import originalWording from '@salesforce/label/c.Dealside_originalWording';
import overdue from '@salesforce/label/c.Dealside_overdue';
import peopleInTouchWith from '@salesforce/label/c.Dealside_peopleInTouchWith';
import peopleMapPair from '@salesforce/label/c.Dealside_peopleMapPair';
import peopleMapText from '@salesforce/label/c.Dealside_peopleMapText';
import peopleOurSide from '@salesforce/label/c.Dealside_peopleOurSide';
import peopleScale from '@salesforce/label/c.Dealside_peopleScale';
import peopleTheirSide from '@salesforce/label/c.Dealside_peopleTheirSide';
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
import sectionDeals from '@salesforce/label/c.Dealside_sectionDeals';
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
import showList from '@salesforce/label/c.Dealside_showList';
import showMap from '@salesforce/label/c.Dealside_showMap';
import showMore from '@salesforce/label/c.Dealside_showMore';
import signalAmountDecreased from '@salesforce/label/c.Dealside_signalAmountDecreased';
import signalBudgetRisk from '@salesforce/label/c.Dealside_signalBudgetRisk';
import signalCloseDatePassed from '@salesforce/label/c.Dealside_signalCloseDatePassed';
import signalCloseDatePushed from '@salesforce/label/c.Dealside_signalCloseDatePushed';
import signalCommitmentOurs from '@salesforce/label/c.Dealside_signalCommitmentOurs';
import signalCommitmentTheirs from '@salesforce/label/c.Dealside_signalCommitmentTheirs';
import signalCompetitor from '@salesforce/label/c.Dealside_signalCompetitor';
import signalNextStep from '@salesforce/label/c.Dealside_signalNextStep';
import signalNoEconomicBuyer from '@salesforce/label/c.Dealside_signalNoEconomicBuyer';
import signalNoMeetingBooked from '@salesforce/label/c.Dealside_signalNoMeetingBooked';
import signalNoNextStep from '@salesforce/label/c.Dealside_signalNoNextStep';
import signalObjectionAuthority from '@salesforce/label/c.Dealside_signalObjectionAuthority';
import signalObjectionLegal from '@salesforce/label/c.Dealside_signalObjectionLegal';
import signalObjectionPrice from '@salesforce/label/c.Dealside_signalObjectionPrice';
import signalObjectionProduct from '@salesforce/label/c.Dealside_signalObjectionProduct';
import signalObjectionSecurity from '@salesforce/label/c.Dealside_signalObjectionSecurity';
import signalObjectionTiming from '@salesforce/label/c.Dealside_signalObjectionTiming';
import signalOpenAsk from '@salesforce/label/c.Dealside_signalOpenAsk';
import signalSilence from '@salesforce/label/c.Dealside_signalSilence';
import signalSingleThreaded from '@salesforce/label/c.Dealside_signalSingleThreaded';
import signalStageStalled from '@salesforce/label/c.Dealside_signalStageStalled';
import signalStakeholderLeft from '@salesforce/label/c.Dealside_signalStakeholderLeft';
import signalUnansweredMail from '@salesforce/label/c.Dealside_signalUnansweredMail';
import sourceBehind from '@salesforce/label/c.Dealside_sourceBehind';
import sourceBeingRead from '@salesforce/label/c.Dealside_sourceBeingRead';
import sourceCalls from '@salesforce/label/c.Dealside_sourceCalls';
import sourceCrm from '@salesforce/label/c.Dealside_sourceCrm';
import sourceGap from '@salesforce/label/c.Dealside_sourceGap';
import sourceLoading from '@salesforce/label/c.Dealside_sourceLoading';
import sourceMail from '@salesforce/label/c.Dealside_sourceMail';
import sourceMissed from '@salesforce/label/c.Dealside_sourceMissed';
import sourceNone from '@salesforce/label/c.Dealside_sourceNone';
import sourceNotRead from '@salesforce/label/c.Dealside_sourceNotRead';
import staleBody from '@salesforce/label/c.Dealside_staleBody';
import stateAtRisk from '@salesforce/label/c.Dealside_stateAtRisk';
import stateClosedLost from '@salesforce/label/c.Dealside_stateClosedLost';
import stateClosedWon from '@salesforce/label/c.Dealside_stateClosedWon';
import stateConverted from '@salesforce/label/c.Dealside_stateConverted';
import stateInTouch from '@salesforce/label/c.Dealside_stateInTouch';
import stateNeedsAttention from '@salesforce/label/c.Dealside_stateNeedsAttention';
import stateNoEvidence from '@salesforce/label/c.Dealside_stateNoEvidence';
import stateNoOpenDeals from '@salesforce/label/c.Dealside_stateNoOpenDeals';
import stateNotContacted from '@salesforce/label/c.Dealside_stateNotContacted';
import stateOnTrack from '@salesforce/label/c.Dealside_stateOnTrack';
import stateQuiet from '@salesforce/label/c.Dealside_stateQuiet';
import stateUnqualified from '@salesforce/label/c.Dealside_stateUnqualified';
import stateWaitingForUs from '@salesforce/label/c.Dealside_stateWaitingForUs';
import taskDue from '@salesforce/label/c.Dealside_taskDue';
import taskExists from '@salesforce/label/c.Dealside_taskExists';
import taskFailed from '@salesforce/label/c.Dealside_taskFailed';
import taskMade from '@salesforce/label/c.Dealside_taskMade';
import taskMaking from '@salesforce/label/c.Dealside_taskMaking';
import taskNoDue from '@salesforce/label/c.Dealside_taskNoDue';
import taskOwner from '@salesforce/label/c.Dealside_taskOwner';
import taskPreview from '@salesforce/label/c.Dealside_taskPreview';
import taskQueued from '@salesforce/label/c.Dealside_taskQueued';
import taskRelated from '@salesforce/label/c.Dealside_taskRelated';
import taskSubject from '@salesforce/label/c.Dealside_taskSubject';
import taskUndone from '@salesforce/label/c.Dealside_taskUndone';
import taskWho from '@salesforce/label/c.Dealside_taskWho';
import thumbDown from '@salesforce/label/c.Dealside_thumbDown';
import thumbUp from '@salesforce/label/c.Dealside_thumbUp';
import undo from '@salesforce/label/c.Dealside_undo';
import undoing from '@salesforce/label/c.Dealside_undoing';
import undone from '@salesforce/label/c.Dealside_undone';
import unreachable from '@salesforce/label/c.Dealside_unreachable';
import unsure from '@salesforce/label/c.Dealside_unsure';
import updated from '@salesforce/label/c.Dealside_updated';
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
  stateNoOpenDeals,
  stateWaitingForUs,
  stateQuiet,
  stateInTouch,
  stateNotContacted,
  stateConverted,
  stateUnqualified,
  stateNoEvidence,
  oneSignal,
  manySignals,
  closes,
  sourceCrm,
  sourceMail,
  sourceCalls,
  sourceNotRead,
  sourceBeingRead,
  sourceNone,
  sourceGap,
  sourceMissed,
  sourceBehind,
  freshnessTitle,
  sectionHeadline,
  sectionSinceYouLooked,
  sectionChanges,
  sectionEarlierChanges,
  sectionRisks,
  sectionNextSteps,
  sectionAsks,
  sectionFacts,
  sectionDeals,
  sectionPeople,
  sectionAsk,
  showMore,
  showLess,
  dismissedCount,
  certain,
  likely,
  unsure,
  confidenceNumber,
  aboutDeal,
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
  makeTask,
  taskPreview,
  taskExists,
  taskSubject,
  taskDue,
  taskNoDue,
  taskOwner,
  taskRelated,
  taskWho,
  taskMaking,
  taskMade,
  taskQueued,
  taskFailed,
  taskUndone,
  openTask,
  lastContact,
  noContact,
  oneInteraction,
  manyInteractions,
  peopleInTouchWith,
  peopleOurSide,
  peopleTheirSide,
  peopleMapText,
  peopleMapPair,
  showMap,
  showList,
  peopleScale,
  askLabel,
  askLabelAccount,
  askLabelContact,
  askLabelLead,
  askFollowUp,
  askStartOver,
  answerUnderstood,
  answerUnclear,
  answerUnclearNothing,
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
  updated,
  attentionTitle,
  attentionLoading,
  attentionEmptyTitle,
  attentionEmptyBody,
  attentionNoDeals,
  attentionErrorTitle,
  attentionBudget,
  attentionHeldBack,
  attentionPrecision,
  attentionMuted,
  attentionDismiss,
  attentionDismissed,
  attentionRefresh,
  signalCloseDatePassed,
  signalCloseDatePushed,
  signalStageStalled,
  signalAmountDecreased,
  signalNoNextStep,
  signalSilence,
  signalSingleThreaded,
  signalNoEconomicBuyer,
  signalUnansweredMail,
  signalNoMeetingBooked,
  signalObjectionPrice,
  signalObjectionSecurity,
  signalObjectionTiming,
  signalObjectionProduct,
  signalObjectionLegal,
  signalObjectionAuthority,
  signalCompetitor,
  signalStakeholderLeft,
  signalBudgetRisk,
  signalCommitmentOurs,
  signalCommitmentTheirs,
  signalNextStep,
  signalOpenAsk,
  unreachable,
  crmTitle,
  crmLabel,
  crmPlaceholder,
  crmAsking,
  crmTry,
  crmExampleDeals,
  crmExampleQuiet,
  crmExampleStages,
  crmRead,
  crmAnswer,
  crmOneRow,
  crmManyRows,
  crmRowsMore,
  crmNoRows,
  crmByModel,
  crmYes,
  crmNo,
  crmShowQuery,
  crmQueryLabel,
  crmQueryHelp,
  crmRun,
  crmErrorTitle,
  crmConnectBody,
  refreshFailed,
  error_bad_request,
  error_question_too_long,
  error_session_missing,
  error_session_expired,
  error_not_permitted,
  error_role_required,
  error_record_not_found,
  error_not_found,
  error_method_not_allowed,
  error_conflict,
  error_crm_changed,
  error_body_too_large,
  error_unsupported_media_type,
  error_unreadable_document,
  error_crm_rejected,
  error_too_many_requests,
  error_internal,
  error_upstream_garbage,
  error_crm_unavailable,
  error_crm_not_connected,
  error_model_unavailable,
  error_search_unavailable,
  error_overloaded,
  error_timed_out,
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
