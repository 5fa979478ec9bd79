import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@testable import KinoraAccounts

@Suite("The profiles of an account", .timeLimit(.minutes(10)))
struct ProfileBookTests {
    private let book: ProfileBook
    private let ida = MemberID("ida")
    private let ole = MemberID("ole")

    init() async throws {
        let store = MemoryStore(time: SystemTime())
        try await store.prepare([Profile.schema])
        book = ProfileBook(store: store)
    }

    @Test func anAccountHasAFirstProfileWhateverItIsCalled() async throws {
        let first = try await book.first(of: ida, named: "Ida")
        #expect(first.value.name == "Ida" && first.value.ageLimit == nil)
        #expect(try await book.first(of: ida, named: "Other").id == first.id)
        #expect(try await book.first(of: ole, named: " \u{202E} ").value.name == "1")
    }

    @Test func fiftyAtOnceStillMeanSix() async throws {
        let made = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask { [book, ida] in
                    do {
                        _ = try await book.make(ProfileDraft(name: "Child \(number)"), for: ida)
                        return true
                    } catch ProfileRefusal.tooMany {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == Profile.most)
        #expect(try await book.profiles(of: ida).count == Profile.most)
        _ = try await book.make(ProfileDraft(name: "Ole"), for: ole)
    }

    @Test func aRemovedProfileLeavesItsPlaceAndNotItsName() async throws {
        for number in 1...Profile.most { _ = try await book.make(ProfileDraft(name: "\(number)"), for: ida) }
        let third = try await book.profiles(of: ida)[2]
        try await book.remove(ProfileID(third.id), of: ida)
        let anew = try await book.make(ProfileDraft(name: "anew"), for: ida)
        #expect(anew.value.place == third.value.place && anew.id != third.id)
        await #expect(throws: ProfileRefusal.tooMany) { _ = try await book.make(ProfileDraft(name: "more"), for: ida) }
    }

    @Test func theLastProfileStaysHoweverManyRemoveIt() async throws {
        for number in 1...2 { _ = try await book.make(ProfileDraft(name: "\(number)"), for: ida) }
        let all = try await book.profiles(of: ida)
        await withTaskGroup(of: Void.self) { group in
            for profile in all + all + all {
                group.addTask { [book, ida] in try? await book.remove(ProfileID(profile.id), of: ida) }
            }
        }
        let left = try await book.profiles(of: ida)
        #expect(!left.isEmpty)
        guard left.count == 1 else { return }
        await #expect(throws: ProfileRefusal.lastOne) { try await book.remove(ProfileID(left[0].id), of: ida) }
    }

    @Test func whatBelongsToAnotherAccountIsNotThere() async throws {
        let mine = ProfileID(try await book.first(of: ida, named: "Ida").id)
        try await book.first(of: ole, named: "Ole")
        _ = try await book.make(ProfileDraft(name: "Second"), for: ole)

        #expect(try await book.profile(mine, of: ole) == nil)
        await #expect(throws: ProfileRefusal.unknown) { try await book.change(mine, of: ole, to: ProfileDraft(name: "Taken")) }
        await #expect(throws: ProfileRefusal.unknown) { try await book.remove(mine, of: ole) }
        await #expect(throws: ProfileRefusal.unknown) { try await book.change(ProfileID("none"), of: ole, to: ProfileDraft(name: "x")) }
        #expect(try await book.profile(mine, of: ida)?.value.name == "Ida")
    }

    @Test func aChangeIsKeptWholeAndTheAccountStays() async throws {
        let id = ProfileID(try await book.first(of: ida, named: "Ida").id)
        var draft = ProfileDraft(name: "  Ida \n the  first ", picture: "owl", language: "de", ageLimit: 12)
        draft.playback = PlaybackWishes(audio: "de", subtitles: "en", mobileLines: 480, isNextAutomatic: false)
        draft.isHistoryOff = true

        try await book.change(id, of: ida, to: draft)

        let kept = try #require(try await book.profile(id, of: ida)).value
        #expect(kept.name == "Ida the first" && kept.picture == "owl" && kept.language == "de" && kept.ageLimit == 12)
        #expect(kept.playback?.mobileLines == 480 && kept.playback?.isNextAutomatic == false && kept.isHistoryOff == true)
        #expect(kept.areRecommendationsOff == nil && kept.member == "ida" && kept.place == 1)
    }

    @Test(arguments: [
        (ProfileDraft(name: ""), ProfileFault.name), (ProfileDraft(name: "\u{0}\u{7}\u{200B}"), .name),
        (ProfileDraft(name: "a" + String(repeating: "\u{301}", count: 5000)), .name),
        (ProfileDraft(name: "Ida", picture: "../icon"), .picture), (ProfileDraft(name: "Ida", language: "tlhingan!"), .language),
        (ProfileDraft(name: "Ida", ageLimit: -1), .ageLimit), (ProfileDraft(name: "Ida", ageLimit: 18), .ageLimit),
        (ProfileDraft(name: "Ida", playback: PlaybackWishes(audio: "<script>")), .language),
        (ProfileDraft(name: "Ida", playback: PlaybackWishes(mobileLines: 1)), .mobileLines),
    ])
    func whatCannotBeKeptIsNamed(draft: ProfileDraft, fault: ProfileFault) async throws {
        await #expect(throws: ProfileRefusal.faulty([fault])) { _ = try await book.make(draft, for: ida) }
        #expect(try await book.profiles(of: ida).isEmpty)
    }

    @Test func namesAreBoundedAndClean() {
        #expect(ProfileDraft.cleaned("\u{202E}evil\u{202C}\tname\u{0}") == "evil name")
        #expect(ProfileDraft.cleaned(String(repeating: "x", count: 500)).count == Profile.longestName)
        #expect(ProfileDraft.cleaned("Ölçüm 👩‍👧‍👦") == "Ölçüm 👩‍👧‍👦")
    }
}
