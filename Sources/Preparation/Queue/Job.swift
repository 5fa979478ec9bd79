import KinoraDocuments
import KinoraKernel

package typealias JobID = Identifier<Job>

/// One piece of preparation work: a source on its way to a published package.
///
/// A job is a document, so that every process sees the same queue, and a worker's death loses nothing but its lease.
package struct Job: Record, Hashable {
    package static let schema = CollectionSchema(
        "jobs", indexes: [.unique("source"), .lookup("state", "lease.until"), .lookup("state", "finishedAt")])

    package enum State: String, Codable, Sendable, CaseIterable {
        /// Ready to be taken by a worker.
        case waiting
        case running
        /// Stopped by the owner until resumed.
        case paused
        case done
        /// Cannot be prepared; `reason` says why in the owner's words. Retried when the file changes or the owner asks.
        case failed
        case cancelled
    }

    package enum Stage: String, Codable, Sendable, CaseIterable {
        case scan, identify, describe, encode, package, verify, publish
    }

    /// The source's fingerprint; for files that cannot even be read, `path-` and a digest of library and path.
    package var source: String
    package var library: String
    /// Relative to the library, as in `Source.path`.
    package var path: String
    /// The paths of a film in several files, in their order; nil for one file.
    package var parts: [String]?
    /// What the owner reads in lists: `Harbour Lights (2021)`, `Night Ferry S01E02`.
    package var label: String
    package var state: State
    package var stage: Stage
    /// 0 … 1 of the whole job.
    package var progress: Double
    /// How much of the film can be watched already, in milliseconds; nil for nothing, and once all of it can.
    package var watchable: Int64?
    /// Why the film has the renditions that it has, in whole sentences.
    package var ladder: [String]?
    /// Seconds until it is done, as far as can be told.
    package var secondsLeft: Double?
    /// How often it was begun since it last got on.
    package var attempts: Int
    /// How often it stumbled since it last got on.
    package var stumbles: Int?
    /// One sentence for the owner: why it failed, or what is odd about it.
    package var reason: String?
    /// The same for other languages than English. It counts while it says what `reason` says: other programs, and former ones, write that alone.
    package var explained: [Explanation]?
    /// Which sentences of it are about subtitles, to be taken back when those are others.
    package var textNotes: [String]?
    /// Whether it failed for a reason that lies in the file and will stay; nil for no.
    package var isUnusable: Bool?
    package var lease: Lease?
    /// Whether it is an extra: prepared when no film and no episode waits. Nil for no.
    package var isExtra: Bool?
    /// Until when it is left alone although it waits, because of something that passes by itself; `reason` says what.
    package var restsUntil: Moment?
    /// Bytes of the source; nil when unknown.
    package var size: Int64?
    /// Milliseconds that workers spent on it, pauses not counted; for the forecast.
    package var worked: Int64?
    package var startedAt: Moment?
    package var finishedAt: Moment?

    /// Who works on it, and until when others keep off.
    package struct Lease: Codable, Hashable, Sendable {
        package var owner: String
        package var until: Moment

        package init(owner: String, until: Moment) {
            self.owner = owner
            self.until = until
        }
    }

    package init(
        source: String, library: String, path: String, label: String, state: State = .waiting, stage: Stage = .encode, size: Int64? = nil,
        parts: [String]? = nil
    ) {
        self.source = source
        self.library = library
        self.path = path
        self.parts = parts
        self.label = label
        self.state = state
        self.stage = stage
        self.progress = 0
        self.attempts = 0
        self.size = size
    }

    /// Every file of it, in their order, relative to the library.
    package var files: [String] { parts ?? [path] }

    /// Whether nobody goes on with what was made of it so far: it is done, given up, or of no use.
    package var isOver: Bool {
        state == .done || state == .cancelled || state == .failed && isUnusable == true
    }

    /// Says why it failed, or what is odd about it.
    package mutating func say(_ explanations: [Explanation]) {
        reason = explanations.isEmpty ? nil : explanations.english
        explained = explanations.isEmpty ? nil : explanations
    }

    /// Back to the start of the queue's attention, as if it were new; what was encoded before is kept where it stands.
    package mutating func begin() {
        state = .waiting
        attempts = 0
        stumbles = nil
        reason = nil
        explained = nil
        isUnusable = nil
        lease = nil
        restsUntil = nil
        secondsLeft = nil
        finishedAt = nil
    }
}
