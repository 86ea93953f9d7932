import type { ErrorWords } from './error-words.ts';

/** What went wrong, in a sentence for a seller, by the code of the gateway's answer. */
export const germanErrorWords: ErrorWords = {
  error_bad_request: 'Dealside hat diese Anfrage nicht verstanden.',
  error_question_too_long: 'Diese Frage ist zu lang. Fragen Sie mit höchstens 2.000 Zeichen.',
  error_session_missing: 'Melden Sie sich bei Dealside an, um das zu sehen.',
  error_session_expired: 'Ihre Dealside-Sitzung ist abgelaufen und wird erneuert.',
  error_not_permitted: 'Sie haben in Ihrem CRM keinen Zugriff auf diesen Datensatz.',
  error_role_required: 'Dafür ist eine andere Rolle nötig. Fragen Sie Ihren Administrator.',
  error_record_not_found: 'Dealside kennt diesen Datensatz nicht.',
  error_not_found: 'Das ist nicht mehr da.',
  error_method_not_allowed: 'Das kann Dealside hier nicht.',
  error_conflict: 'Das ist schon auf anderem Weg geschehen. Laden Sie neu und sehen Sie noch einmal hin.',
  error_crm_changed:
    'Jemand hat das seit dem Speichern im CRM geändert. Sehen Sie hin, bevor Sie es rückgängig machen.',
  error_body_too_large: 'Das ist zu groß, um es zu lesen.',
  error_unsupported_media_type: 'Solche Inhalte kann Dealside nicht lesen.',
  error_unreadable_document: 'Dealside konnte dieses Dokument nicht lesen.',
  error_crm_rejected: 'Das CRM hat das nicht angenommen.',
  error_too_many_requests: 'Das war viel auf einmal. Versuchen Sie es gleich noch einmal.',
  error_internal: 'In Dealside ist etwas schiefgegangen. Es wurde vermerkt.',
  error_upstream_garbage: 'Das CRM hat etwas geantwortet, was Dealside nicht lesen kann.',
  error_crm_unavailable: 'Das CRM antwortet nicht. Was Sie gespeichert haben, wird geschrieben, sobald es antwortet.',
  error_crm_not_connected:
    'Ihr CRM-Konto ist nicht mit Dealside verbunden, oder der Zugriff ist erloschen. Verbinden Sie es.',
  error_model_unavailable: 'Das Modell ruht. Stattdessen sehen Sie belegte Auszüge.',
  error_search_unavailable: 'Die Suche antwortet nicht. Stattdessen sehen Sie den jüngsten Verlauf.',
  error_overloaded: 'Dealside ist beschäftigt. Versuchen Sie es gleich noch einmal.',
  error_timed_out: 'Das hat zu lange gedauert. Versuchen Sie es noch einmal.',
};
