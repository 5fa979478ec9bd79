import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraPreparation
import KinoraViewing
import KinoraWebsite
import Logging

extension House {
    /// What graphs of recommendations are told.
    var facts: FactFeed { FactFeed(store: store, named: settings.engine.name, time: time) }

    /// The graph of this house, not opened yet.
    func liveGraph() -> LiveGraph {
        LiveGraph(facts, file: URL(fileURLWithPath: folders.recommendations), time: time, log: logger("recommendations"))
    }

    func recommending(_ recommender: any Recommender) -> Recommending {
        Recommending(
            recommender: recommender, wishes: NotForMeBook(store: store), taste: TasteBook(store: store, time: time),
            counts: RecommendedBook(store: store, time: time, followable: followable))
    }

    /// Of these profiles those of which it may be kept what they do with recommended titles: they are there, want recommendations, and let
    /// be written down what they watch.
    private var followable: @Sendable ([String]) async throws -> Set<String> {
        let profiles = Records<Profile>(in: store)
        return { names in
            var found: Set<String> = []
            for start in stride(from: 0, to: names.count, by: Query.mostPerPage) {
                let some = names[start..<min(start + Query.mostPerPage, names.count)].map(Value.string)
                for profile in try await profiles.find(Query(.in("_id", some), limit: Query.mostPerPage))
                where profile.value.areRecommendationsOff != true && profile.value.isHistoryOff != true { found.insert(profile.id) }
            }
            return found
        }
    }

    /// Whoever was erased is to stand in no snapshot. A server that runs writes a new one by itself.
    func discardGraphSnapshot() {
        GraphSnapshot(file: URL(fileURLWithPath: folders.recommendations), log: logger("recommendations")).discard()
    }
}
