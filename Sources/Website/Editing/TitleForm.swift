import KinoraCatalogue
import KinoraGate
import KinoraPreparation

/// What somebody wrote of a title, and what of it cannot be kept.
struct TitleForm: Hashable, Sendable {
    private(set) var texts: [TitleField: String]

    /// As the title is described at present.
    init(_ description: Description) {
        texts = Dictionary(uniqueKeysWithValues: TitleField.allCases.map { ($0, $0.clean($0.text(of: description))) })
    }

    init(_ fields: FormFields) {
        texts = Dictionary(uniqueKeysWithValues: TitleField.allCases.map { ($0, $0.clean(fields[$0.rawValue])) })
    }

    /// What of it is the owner's word: what differs from what others say, and what was the owner's word before and stands there still. A
    /// field that was emptied says nothing, and others' words fill it.
    func facts(over told: Corrector.Told) -> (facts: Facts, faults: [TitleField]) {
        let present = TitleForm(told.description)
        var (facts, faults): (Facts, [TitleField]) = (Facts(), [])
        for field in TitleField.allCases {
            let text = texts[field] ?? ""
            let isOwners = told.description.origin[field.rawValue] == .owner
            guard isOwners || text != present.texts[field] else { continue }
            if !field.put(text, into: &facts, knowing: told.description) { faults.append(field) }
        }
        // What the form does not show stays as the owner said it.
        (facts.sortTitle, facts.runtime, facts.languages) = (told.owner.sortTitle, told.owner.runtime, told.owner.languages)
        (facts.ids, facts.pictures, facts.lock) = (told.owner.ids, told.owner.pictures, told.owner.lock)
        return (facts, faults)
    }
}
