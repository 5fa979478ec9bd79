import KinoraCatalogue
import KinoraPreparation

/// What OMDb's refusals mean. It says 401 for a wrong key and for a day's requests that are used up alike; the words tell them apart.
enum OMDbFailure {
    static func trouble(_ reply: PartnerReply) -> LookupTrouble? {
        let words = reply.body?["Error"].text?.lowercased() ?? ""
        if words.contains("limit") { return .dailyLimit(.omdb) }
        if reply.status == 401 || reply.status == 403 || words.contains("api key") { return .keyRefused(.omdb) }
        return nil
    }
}
