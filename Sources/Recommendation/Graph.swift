import Foundation
import KinoraKernel

/// Who watched what, made by whom, of which genre: integers in contiguous arrays, changed edge by edge.
///
/// Everything that an answer needs is kept up by each change alone; a graph that is built anew from the same facts in the same order is equal.
struct Graph: Equatable {
    var profiles = NameBook()
    var titles = NameBook()
    var histories: [History] = []
    var shelf: [ShelfTitle] = []
    var ties: [Ties] = []
    /// Profiles for which a title counts.
    var watchers: [UInt32] = []
    /// Watches that fade with those that come later, as of the number beside them.
    var popular: [Double] = []
    var popularAt: [UInt64] = []
    /// Watches that counted, ever.
    var watches: UInt64 = 0
    var nodes = Nodes()

    // MARK: - Names

    mutating func number(ofTitle name: String) -> Int32 {
        let number = titles.take(name)
        grow(to: Int(number) + 1)
        return number
    }

    /// Makes room for so many titles.
    mutating func grow(to count: Int) {
        while shelf.count < count {
            shelf.append(ShelfTitle())
            ties.append(Ties())
            watchers.append(0)
            popular.append(0)
            popularAt.append(0)
        }
    }

    mutating func number(ofProfile name: String) -> Int32 {
        let number = profiles.take(name)
        if Int(number) == histories.count { histories.append(History()) }
        return number
    }

    // MARK: - Titles

    mutating func take(_ facts: TitleFacts) {
        let title = number(ofTitle: facts.id)
        clear(title)
        var record = ShelfTitle(
            name: facts.name, year: Int32(clamping: facts.year ?? 0), addedAt: facts.addedAt?.milliseconds, isListed: true)
        var all = facts.nodes
        if let year = facts.year, (1880...2100).contains(year) { all.append(ContentNode(.years, "\(year / 5 * 5)")) }
        var known: Set<Int32> = []
        // The years come last and must not fall behind the bound.
        for node in all.prefix(Tuning.mostNodes - 1) + (all.count >= Tuning.mostNodes ? all.suffix(1) : []) {
            let number = nodes.take(node)
            guard known.insert(number).inserted else { continue }
            record.shares.append(.init(node: number, order: node.order))
            nodes.add(title, to: number)
        }
        shelf[Int(title)] = record
    }

    mutating func remove(title name: String) {
        guard let title = titles.number(of: name) else { return }
        clear(title)
        shelf[Int(title)] = ShelfTitle()
    }

    private mutating func clear(_ title: Int32) {
        for share in shelf[Int(title)].shares { nodes.remove(title, from: share.node) }
    }

    // MARK: - Watches

    /// - Returns: the titles whose ties changed.
    mutating func take(_ fact: WatchFact) -> [Int32] {
        let profile = Int(number(ofProfile: fact.profile))
        guard !histories[profile].isOff else { return [] }
        let title = number(ofTitle: fact.title)
        guard !histories[profile].setAside.contains(title) else { return [] }
        let second = UInt32(clamping: fact.at.milliseconds / 1000)
        if let place = histories[profile].place(of: title) {
            Self.note(fact, second, in: &histories[profile].watched[place])
            return []
        }
        var edge = Edge(title: title, at: second)
        if let place = histories[profile].started.lastIndex(where: { $0.title == title }) {
            edge = histories[profile].started.remove(at: place)
        }
        Self.note(fact, second, in: &edge)
        guard edge.completion >= Tuning.leastCompletion || edge.seconds >= Tuning.leastSeconds else {
            if histories[profile].started.count >= History.mostStarted { histories[profile].started.removeFirst() }
            histories[profile].started.append(edge)
            return []
        }
        edge.marks |= Edge.counts
        histories[profile].watched.append(edge)
        return count(title, at: histories[profile].watched.count - 1, of: profile)
    }

    private static func note(_ fact: WatchFact, _ second: UInt32, in edge: inout Edge) {
        let seconds = fact.seconds.isFinite ? max(0, min(fact.seconds, 1e6)) : 0
        let reached = fact.completion.isFinite ? max(0, min(fact.completion, 1)) : 0
        if fact.sittings == nil {
            edge.seconds = UInt32(clamping: UInt64(edge.seconds) + UInt64(seconds.rounded()))
        } else {
            edge.seconds = max(edge.seconds, UInt32(seconds.rounded()))
        }
        edge.firstAt = min(edge.firstAt, second)
        edge.lastAt = max(edge.lastAt, second)
        edge.reached = max(edge.reached, UInt8((reached * 255).rounded()))
        if let sittings = fact.sittings {
            edge.count = max(edge.count, UInt16(clamping: max(1, sittings)))
        } else if fact.isNewSitting || edge.count == 0 {
            edge.count = edge.count == .max ? .max : edge.count + 1
        }
    }

    private mutating func count(_ title: Int32, at place: Int, of profile: Int) -> [Int32] {
        let memory = max(Tuning.leastMemory, Double(watches) / Tuning.memoryShare)
        let passed = Double(watches - popularAt[Int(title)])
        popular[Int(title)] = popular[Int(title)] * exp(-passed / memory) + 1
        watches += 1
        popularAt[Int(title)] = watches
        watchers[Int(title)] += 1
        var changed = [title]
        changed.reserveCapacity(Tuning.widePast + 1)
        histories[profile].watched.withUnsafeBufferPointer { watched in
            ties.withUnsafeMutableBufferPointer { ties in
                // All are looked at before any is changed, so that the memory is asked for them at the same time.
                let looks = Strand.others(of: place, in: watched).map { ties[Int($0.title)].look(for: title) }
                Strand.each(to: place, in: watched) { other, strand in
                    ties[Int(other)].add(title, near: strand.forward, wide: strand.wide, looks[changed.count - 1])
                    ties[Int(title)].add(other, near: strand.backward, wide: strand.wide)
                    ties[Int(title)].incoming += UInt64(strand.forward)
                    ties[Int(other)].incoming += UInt64(strand.backward)
                    ties[Int(title)].incomingWide += UInt64(strand.wide)
                    ties[Int(other)].incomingWide += UInt64(strand.wide)
                    changed.append(other)
                }
            }
        }
        return changed
    }

    /// Takes a profile's ties and its history out of the graph. How often titles were watched by anybody stays in the fading popularity.
    mutating func forget(profile name: String) -> [Int32] {
        guard let number = profiles.number(of: name) else { return [] }
        let profile = Int(number)
        var changed: Set<Int32> = []
        let watched = histories[profile].watched
        watched.withUnsafeBufferPointer { watched in
            ties.withUnsafeMutableBufferPointer { ties in
                for place in watched.indices {
                    let title = watched[place].title
                    watchers[Int(title)] -= 1
                    changed.insert(title)
                    Strand.each(to: place, in: watched) { other, strand in
                        ties[Int(other)].remove(title, near: strand.forward, wide: strand.wide)
                        ties[Int(title)].remove(other, near: strand.backward, wide: strand.wide)
                        ties[Int(title)].incoming -= UInt64(strand.forward)
                        ties[Int(other)].incoming -= UInt64(strand.backward)
                        ties[Int(title)].incomingWide -= UInt64(strand.wide)
                        ties[Int(other)].incomingWide -= UInt64(strand.wide)
                    }
                }
            }
        }
        histories[profile] = History(isOff: histories[profile].isOff)
        return changed.sorted()
    }
}
