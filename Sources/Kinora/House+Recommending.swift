import Foundation
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
            counts: RecommendedBook(store: store, time: time))
    }

    /// Whoever was erased is to stand in no snapshot. A server that runs writes a new one by itself.
    func discardGraphSnapshot() {
        GraphSnapshot(file: URL(fileURLWithPath: folders.recommendations), log: logger("recommendations")).discard()
    }
}
