import Foundation
import KinoraKernel
import Synchronization

/// Hears from the system when something changes below folders: inotify(7) on Linux.
///
/// 1. Every folder is watched by itself. One that appears is watched, then looked into, so that nothing below it is missed: what was put
///    there before its watch is found by looking, what comes after it is heard.
/// 2. Whatever is heard means only that it is worth looking; what changed is found by the scan.
/// 3. When the system's queue overflows, everything counts as changed and is watched anew.
/// 4. Where watching is not possible or not enough (too few watches, a network drive whose other users are not heard of, a folder that is
///    not there), the folder is not `isHeard`, and its owner has to look by the clock. It is tried again with every `renew`.
///
/// Elsewhere than on Linux nothing is ever heard.
package final class FolderWatch: Sendable {
    private struct State {
        var paths: [Int32: Place] = [:]
        var numbers: [Place: Int32] = [:]
        /// Where the outermost folders really are, links resolved.
        var roots: [Int: FilePath] = [:]
        /// Folders that are watched with everything below them.
        var whole: Set<Int> = []
        var silence: [Int: Silence] = [:]
    }

    private struct Place: Hashable {
        var folder: Int
        var path: FilePath
    }

    /// Why not everything below a folder is heard.
    package enum Silence: Hashable, Sendable {
        case notThere
        case tooFewWatches
        case isNetworkDrive
        case notPossible
    }

    private let folders: [FilePath]
    private let descriptor: Int32
    private let state = Mutex(State())

    /// - Parameter folders: absolute; they are called by their numbers from here on.
    package init(_ folders: [FilePath]) {
        self.folders = folders
        descriptor = Inotify.open()
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Whether everything that changes below a folder is heard of.
    package func isHeard(_ folder: Int) -> Bool { state.withLock { $0.whole.contains(folder) } }

    package func silence(of folder: Int) -> Silence? { state.withLock { $0.silence[folder] } }

    /// Watches what is not watched yet. Blocks.
    package func renew() {
        for index in folders.indices where !isHeard(index) { watch(index) }
    }

    private func watch(_ index: Int) {
        var silence: Silence?
        if descriptor < 0 {
            silence = .notPossible
        } else if NetworkDrive.holds(folders[index]) {
            silence = .isNetworkDrive
        } else if let root = try? FileStatus.resolved(folders[index]) {
            state.withLock { $0.roots[index] = root }
            silence = add(Place(folder: index, path: root), depth: 0)
        } else {
            silence = .notThere
        }
        state.withLock { state in
            state.silence[index] = silence
            if silence == nil { state.whole.insert(index) } else { state.whole.remove(index) }
        }
    }

    private static let deepest = 100

    /// Watches a folder and those in it. Links in it are not followed.
    /// - Returns: why it cannot be done for all of them.
    private func add(_ place: Place, depth: Int) -> Silence? {
        let number = Inotify.add(place.path, to: descriptor)
        guard number >= 0 else {
            switch -number {
            case ENOENT, ENOTDIR: return depth == 0 ? .notThere : nil
            case ENOSPC, ENOMEM: return .tooFewWatches
            // The scan tells of what may not be read.
            case EACCES: return depth == 0 ? .notThere : nil
            default: return .notPossible
            }
        }
        state.withLock { state in
            state.paths[number] = place
            state.numbers[place] = number
        }
        guard depth < Self.deepest, let names = try? Folder.folders(in: place.path) else { return nil }
        for name in names where !IgnoredNames.contains(name) {
            if let silence = add(Place(folder: place.folder, path: place.path.appending(name)), depth: depth + 1) { return silence }
        }
        return nil
    }

    // MARK: - Listening

    /// Tells of changes until it is cancelled. Blocks.
    /// - Parameter changed: gets the numbers of folders below which something changed.
    package func listen(_ cancellation: BlockingWork.Cancellation, changed: (Set<Int>) -> Void) throws {
        guard descriptor >= 0 else { return }
        while true {
            try cancellation.check()
            guard let events = try Inotify.read(descriptor, waiting: Self.tick) else { continue }
            var heard: Set<Int> = []
            for event in events { note(event, &heard) }
            if !heard.isEmpty { changed(heard) }
        }
    }

    /// Milliseconds after which it is looked whether listening is still wanted.
    private static let tick: Int32 = 250

    private func note(_ event: Inotify.Event, _ heard: inout Set<Int>) {
        if event.isOverflow {
            forgetAll()
            renew()
            heard.formUnion(folders.indices)
            return
        }
        guard let place = state.withLock({ $0.paths[event.watch] }) else { return }
        heard.insert(place.folder)
        if event.isGone {
            forget(place, with: event.watch)
        } else if event.isFolder, !IgnoredNames.contains(event.name) {
            let inner = Place(folder: place.folder, path: place.path.appending(event.name))
            if event.appeared {
                if let silence = add(inner, depth: 1) { fall(silent: silence, place.folder) }
            } else if event.disappeared {
                forgetBelow(inner)
            }
        }
    }

    private func fall(silent silence: Silence, _ folder: Int) {
        state.withLock { state in
            state.whole.remove(folder)
            state.silence[folder] = silence
        }
    }

    /// A folder that is gone is watched no longer; if it was the outermost, it may come back.
    private func forget(_ place: Place, with number: Int32) {
        state.withLock { state in
            state.paths[number] = nil
            if state.numbers[place] == number { state.numbers[place] = nil }
        }
        if place.path == state.withLock({ $0.roots[place.folder] }) {
            forgetBelow(place)
            fall(silent: .notThere, place.folder)
        }
    }

    /// A folder that was moved away takes its watches along, which would speak of it by its old name.
    private func forgetBelow(_ place: Place) {
        let gone = state.withLock { state in
            let prefix = place.path.bytes + [Byte.slash]
            let gone = state.numbers.filter {
                $0.key.folder == place.folder && ($0.key.path == place.path || $0.key.path.bytes.starts(with: prefix))
            }
            for (inner, number) in gone {
                state.numbers[inner] = nil
                state.paths[number] = nil
            }
            return gone.values
        }
        for number in gone { Inotify.remove(number, from: descriptor) }
    }

    private func forgetAll() {
        let all = state.withLock { state in
            defer { state = State() }
            return Array(state.paths.keys)
        }
        for number in all { Inotify.remove(number, from: descriptor) }
    }
}
