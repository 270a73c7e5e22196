//! Okta's sentences in another language. The translations are ours: what matters is that a client goes
//! by the code.

use serde_json::Value;

const FRENCH: [(&str, &str); 7] = [
    ("E0000001", "Échec de la validation de l'API"),
    ("E0000003", "Le corps de la requête n'est pas bien formé."),
    (
        "E0000006",
        "Vous n'êtes pas autorisé à effectuer l'action demandée",
    ),
    ("E0000007", "Introuvable : ressource introuvable"),
    ("E0000011", "Jeton fourni non valide"),
    (
        "E0000022",
        "Le point de terminaison ne prend pas en charge la méthode HTTP fournie",
    ),
    (
        "E0000047",
        "L'appel d'API a dépassé la limite de débit en raison d'un trop grand nombre de requêtes.",
    ),
];

const GERMAN: [(&str, &str); 7] = [
    ("E0000001", "API-Validierung fehlgeschlagen"),
    ("E0000003", "Der Text der Anfrage war nicht wohlgeformt."),
    (
        "E0000006",
        "Sie haben keine Berechtigung für die angeforderte Aktion",
    ),
    ("E0000007", "Nicht gefunden: Ressource nicht gefunden"),
    ("E0000011", "Ungültiges Token angegeben"),
    (
        "E0000022",
        "Der Endpunkt unterstützt die angegebene HTTP-Methode nicht",
    ),
    (
        "E0000047",
        "API-Aufruf hat das Ratenlimit überschritten, da zu viele Anfragen gestellt wurden.",
    ),
];

/// Puts the sentence of an error envelope into a language; a code without a translation keeps its own.
pub fn translate(language: &str, body: &mut Value) {
    let words: &[(&str, &str)] = match language {
        "fr" => &FRENCH,
        "de" => &GERMAN,
        _ => &[],
    };
    let code = body.get("errorCode").and_then(Value::as_str);
    let found = words.iter().find(|(known, _)| Some(*known) == code);
    if let (Some((_, sentence)), Some(summary)) = (found, body.get_mut("errorSummary")) {
        *summary = Value::from(*sentence);
    }
}
